/* Colour spaces, and distances in them. */
#include "theme/colour.h"

#include <math.h>

/* Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB. */
static const double vision_matrix[VISION_COUNT][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779},
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}},
};

uint32_t colour_of_index(unsigned index)
{
    static const uint32_t first[16] = {0x000000, 0xcd0000, 0x00cd00, 0xcdcd00,
                                       0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
                                       0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00,
                                       0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff};
    static const uint32_t step[6] = {0, 95, 135, 175, 215, 255};
    if (index < 16)
        return first[index];
    if (index >= 232)
        return (8 + 10 * (index - 232)) * 0x010101;
    index -= 16;
    return step[index / 36] << 16 | step[index / 6 % 6] << 8 | step[index % 6];
}

static void to_linear(uint32_t rgb, double linear[3])
{
    for (int i = 0; i < 3; i++) {
        double c = (rgb >> (16 - 8 * i) & 255) / 255.0;
        linear[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
}

double colour_contrast(uint32_t a, uint32_t b)
{
    double x[3];
    double y[3];
    to_linear(a, x);
    to_linear(b, y);
    double l = 0.2126 * x[0] + 0.7152 * x[1] + 0.0722 * x[2] + 0.05;
    double m = 0.2126 * y[0] + 0.7152 * y[1] + 0.0722 * y[2] + 0.05;
    return l > m ? l / m : m / l;
}

/* CIELAB (D65) as this kind of vision sees it. */
static void to_lab(uint32_t rgb, enum colour_vision vision, double lab[3])
{
    static const double xyz[3][3] = {
        {0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047},
        {0.2126729, 0.7151522, 0.0721750},
        {0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883}};
    double linear[3];
    double seen[3];
    double f[3];
    to_linear(rgb, linear);
    for (int i = 0; i < 3; i++) {
        seen[i] = 0;
        for (int j = 0; j < 3; j++)
            seen[i] += vision_matrix[vision][i][j] * linear[j];
        seen[i] = fmin(fmax(seen[i], 0), 1);
    }
    for (int i = 0; i < 3; i++) {
        double t = 0;
        for (int j = 0; j < 3; j++)
            t += xyz[i][j] * seen[j];
        f[i] = t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }
    lab[0] = 116 * f[1] - 16;
    lab[1] = 500 * (f[0] - f[1]);
    lab[2] = 200 * (f[1] - f[2]);
}

static double hue(double a, double b)
{
    double degrees = atan2(b, a) * 180 / M_PI;
    return degrees < 0 ? degrees + 360 : degrees;
}

static double cosine(double degrees)
{
    return cos(degrees * M_PI / 180);
}

/* The mean hue of two, and their difference, both around the circle. */
static void hues(double c1, double h1, double c2, double h2, double *mean,
                 double *difference)
{
    double d = h2 - h1;
    *mean = (h1 + h2) / 2;
    *difference = 0;
    if (c1 * c2 == 0) {
        *mean = h1 + h2;
        return;
    }
    if (fabs(d) > 180) {
        *mean += h1 + h2 < 360 ? 180 : -180;
        d += d > 0 ? -360 : 360;
    }
    *difference = 2 * sqrt(c1 * c2) * sin(d / 2 * M_PI / 180);
}

double colour_ciede2000(const double p[3], const double q[3])
{
    double mean_c = (hypot(p[1], p[2]) + hypot(q[1], q[2])) / 2;
    double c7 = pow(mean_c, 7);
    double g = 0.5 * (1 - sqrt(c7 / (c7 + pow(25, 7))));
    double a1 = p[1] * (1 + g);
    double a2 = q[1] * (1 + g);
    double c1 = hypot(a1, p[2]);
    double c2 = hypot(a2, q[2]);
    double c = (c1 + c2) / 2;
    double h;
    double dh;
    hues(c1, hue(a1, p[2]), c2, hue(a2, q[2]), &h, &dh);
    double l50 = pow((p[0] + q[0]) / 2 - 50, 2);
    double t = 1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) +
               0.32 * cosine(3 * h + 6) - 0.20 * cosine(4 * h - 63);
    double r = -2 * sqrt(pow(c, 7) / (pow(c, 7) + pow(25, 7))) *
               sin(60 * exp(-pow((h - 275) / 25, 2)) * M_PI / 180);
    double l = (q[0] - p[0]) / (1 + 0.015 * l50 / sqrt(20 + l50));
    double s = (c2 - c1) / (1 + 0.045 * c);
    double k = dh / (1 + 0.015 * c * t);
    return sqrt(l * l + s * s + k * k + r * s * k);
}

double colour_distance(uint32_t a, uint32_t b, enum colour_vision vision)
{
    double p[3];
    double q[3];
    to_lab(a, vision, p);
    to_lab(b, vision, q);
    return colour_ciede2000(p, q);
}
