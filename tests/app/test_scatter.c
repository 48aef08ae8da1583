#include "support/check.h"

#include <string.h>

#include "plot/axes.h"
#include "support/plot_data.h"

static const size_t sizes[][2] = {{80, 24}, {60, 16}, {40, 10}, {200, 60}};
enum { N_SIZES = sizeof(sizes) / sizeof(sizes[0]) };

static void test_identity_holds_every_point_with_equal_effects(void **state)
{
    (void)state;
    struct dice dice = {5};
    for (size_t trial = 0; trial < 1000; trial++) {
        struct panel panel = {.width = 1 + (size_t)(200 * dice_roll(&dice)),
                              .height = 1 + (size_t)(60 * dice_roll(&dice))};
        double scale = pow(10, 200 * dice_roll(&dice) - 100);
        double low = scale * (dice_roll(&dice) - 1);
        double high = low + scale * (0.01 + dice_roll(&dice));
        struct canvas *canvas = canvas_new(panel.width, panel.height, false);
        axis_fit(&panel.x, low, high, 4);
        panel.y = panel.x;
        panel_identity(&panel, '.', canvas);
        for (size_t i = 0; i <= 200; i++) {
            /* grid values too, where cells meet */
            double a = i < 100 ? panel.x.low + (panel.x.high - panel.x.low) *
                                                   (double)i / 100
                               : low + (high - low) * dice_roll(&dice);
            size_t column;
            size_t cell;
            assert_true(axis_cell(&panel.x, a, panel.width, &column));
            assert_true(axis_cell(&panel.y, a, panel.height, &cell));
            assert_int_equal(
                canvas_at(canvas, panel_row(&panel, cell), column)->glyph, '.');
        }
        canvas_free(canvas);
    }
}

static void test_identity_is_a_thin_line(void **state)
{
    (void)state;
    struct panel panel = {.width = 34, .height = 17};
    struct canvas *canvas = canvas_new(34, 17, false);
    size_t n = 0;
    axis_fit(&panel.x, 0, 1, 4);
    panel.y = panel.x;
    panel_identity(&panel, '.', canvas);
    for (size_t i = 0; i < 34 * 17; i++)
        n += canvas->cells[i].glyph == '.';
    assert_int_equal(n, 34);
    canvas_free(canvas);
}

/* Points of every fate, some exactly on the four borders. */
static struct plot_data mixed_points(struct dice *dice, size_t n)
{
    static const double odd[] = {0, 1, -1, NAN, INFINITY, -INFINITY, 1e308};
    struct plot_data data = plot_data_new(n);
    for (size_t i = 0; i < data.n_points; i++) {
        struct plot_point *p = &data.points[i];
        if (dice_roll(dice) < 0.3)
            p->x = odd[(size_t)(7 * dice_roll(dice))];
        if (dice_roll(dice) < 0.3)
            p->y = odd[(size_t)(7 * dice_roll(dice))];
        if (dice_roll(dice) < 0.2)
            p->state = dice_roll(dice) < 0.5 ? PLOT_PENDING : PLOT_FAILED;
        p->bound = dice_roll(dice);
        p->filtered = dice_roll(dice) < 0.2;
    }
    return data;
}

static struct plot_look random_look(struct dice *dice)
{
    return (struct plot_look){
        .x_scale = (enum plot_scale)(2 * dice_roll(dice)),
        .y_scale = (enum plot_scale)(2 * dice_roll(dice)),
        .marks = (enum plot_marks)(5 * dice_roll(dice)),
        .plain = dice_roll(dice) < 0.2,
        .bare = dice_roll(dice) < 0.2,
        .fit = dice_roll(dice) < 0.2,
    };
}

static void test_every_point_has_one_fate(void **state)
{
    (void)state;
    struct dice dice = {11};
    for (size_t trial = 0; trial < 3400; trial++) {
        struct plot_data data =
            mixed_points(&dice, (size_t)(20 * dice_roll(&dice)));
        struct plot_options options = {.width = (size_t)(90 * dice_roll(&dice)),
                                       .height =
                                           (size_t)(40 * dice_roll(&dice)) + 1,
                                       .unicode = trial % 2,
                                       .equal = trial % 3,
                                       .colour = trial % 5,
                                       .look = random_look(&dice),
                                       .low = trial % 4 ? NAN : -1,
                                       .high = trial % 4 ? NAN : 1};
        for (size_t k = 0; k < plot_kind_count(); k++) {
            struct plot_counts c = {0};
            free(plot_text(plot_kind(k)->name, &data, &options, &c));
            assert_int_equal(c.n, data.n_points);
            assert_int_equal(c.n, c.drawn + c.hidden + c.filtered +
                                      c.nonfinite + c.pending + c.failed);
        }
        free(data.points);
    }
}

static void test_points_on_the_window_s_border_are_drawn(void **state)
{
    (void)state;
    struct plot_point corners[] = {{.x = -1, .y = -1, .bound = NAN},
                                   {.x = 1, .y = -1, .bound = NAN},
                                   {.x = -1, .y = 1, .bound = NAN},
                                   {.x = 1, .y = 1, .bound = NAN}};
    struct plot_data data = {.series = {{"IF", ""}},
                             .n_series = 1,
                             .points = corners,
                             .n_points = 4};
    for (size_t i = 0; i < N_SIZES; i++) {
        struct plot_options options = {.width = sizes[i][0],
                                       .height = sizes[i][1],
                                       .equal = true,
                                       .low = -1,
                                       .high = 1};
        struct plot_counts counts;
        char *text = plot_text("scatter", &data, &options, &counts);
        size_t marks = 0;
        for (const char *p = text; *p; p++)
            marks += *p == 'o' && (p[-1] == '|' || p[1] == '|' ||
                                   p[-1] == '+' || p[1] == '\n');
        assert_int_equal(counts.drawn, 4);
        assert_in_range(marks, 4, 5); /* and perhaps the legend's */
        free(text);
    }
}

static void test_ascii_plots_are_ascii_and_fit(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(60);
    for (size_t k = 0; k < plot_kind_count(); k++)
        for (size_t i = 0; i < N_SIZES; i++) {
            struct plot_options options = {.width = sizes[i][0],
                                           .height = sizes[i][1],
                                           .equal = true,
                                           .low = NAN,
                                           .high = NAN};
            struct plot_counts counts;
            char *text =
                plot_text(plot_kind(k)->name, &data, &options, &counts);
            size_t lines = 0;
            const char *start = text;
            for (const char *p = text; *p; p++) {
                assert_true(*p == '\n' || (*p >= 0x20 && *p < 0x7F));
                if (*p != '\n')
                    continue;
                assert_true((size_t)(p - start) <= sizes[i][0]);
                start = p + 1;
                lines++;
            }
            assert_int_equal(lines, sizes[i][1]);
            free(text);
        }
    free(data.points);
}

/* Whether some cell of the data shows this mark, in the series' role. */
static size_t count_marks(const struct plot_data *data,
                          const struct plot_options *options, uint32_t first,
                          uint32_t last)
{
    struct canvas *canvas =
        canvas_new(options->width, options->height, options->unicode);
    struct plot_counts counts;
    size_t n = 0;
    plot_kind_find("scatter")->draw(data, options, canvas, &counts);
    for (size_t i = 0; i < canvas->width * canvas->height; i++)
        n += canvas->cells[i].tag != CANVAS_NO_TAG &&
             canvas->cells[i].glyph >= first && canvas->cells[i].glyph <= last;
    canvas_free(canvas);
    return n;
}

static void test_marks_follow_the_crowd(void **state)
{
    (void)state;
    const size_t n[] = {5, 600, 60000};
    for (size_t i = 0; i < 3; i++) {
        struct plot_data data = plot_data_new(n[i]);
        struct plot_options options = {.width = 80,
                                       .height = 24,
                                       .unicode = true,
                                       .colour = true,
                                       .equal = true,
                                       .low = NAN,
                                       .high = NAN};
        assert_int_equal(count_marks(&data, &options, 0x25A0, 0x25FF) > 0,
                         i == 0);
        assert_int_equal(count_marks(&data, &options, 0x2800, 0x28FF) > 0,
                         i == 1);
        assert_int_equal(count_marks(&data, &options, 0x2588, 0x2593) > 0,
                         i == 2);
        /* without colour only shapes can tell the series */
        options.colour = false;
        assert_true(count_marks(&data, &options, 0x25A0, 0x25FF) > 0);
        free(data.points);
    }
}

static void test_bound_above_effect_is_hollow_with_a_bar(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(8);
    struct plot_options options = {.width = 80,
                                   .height = 24,
                                   .unicode = true,
                                   .equal = true,
                                   .low = NAN,
                                   .high = NAN};
    assert_int_equal(count_marks(&data, &options, 0x25CB, 0x25CB), 0);
    assert_int_equal(count_marks(&data, &options, 0x2500, 0x2500), 0);
    for (size_t i = 0; i < data.n_points; i++)
        data.points[i].bound = 1.1 * fabs(data.points[i].x);
    assert_true(count_marks(&data, &options, 0x25CB, 0x25CB) > 0);
    assert_true(count_marks(&data, &options, 0x2500, 0x2500) > 0);
    assert_int_equal(count_marks(&data, &options, 0x25CF, 0x25CF), 0);
    free(data.points);
}

static void test_no_points_is_said(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(0);
    for (size_t k = 0; k < plot_kind_count(); k++) {
        struct plot_options options = {
            .width = 80, .height = 24, .equal = true, .low = NAN, .high = NAN};
        struct plot_counts counts;
        char *text = plot_text(plot_kind(k)->name, &data, &options, &counts);
        assert_non_null(strstr(text, "no points yet"));
        assert_non_null(strstr(text, "0 points = 0 drawn"));
        free(text);
    }
    free(data.points);
}

static void test_scatter_of_three_points_looks_like_this(void **state)
{
    (void)state;
    struct plot_point points[] = {{.x = 0, .y = 0, .bound = NAN},
                                  {.x = 1, .y = 0.5, .bound = NAN, .series = 0},
                                  {.x = 1, .y = 1, .bound = NAN, .series = 1},
                                  {.state = PLOT_PENDING}};
    struct plot_data data = {.title = "test_loss",
                             .x_label = "actual",
                             .y_label = "predicted",
                             .series = {{"IF", "slope 0.5"}, {"NS", "slope 1"}},
                             .n_series = 2,
                             .points = points,
                             .n_points = 4};
    struct plot_options options = {
        .width = 60, .height = 16, .equal = true, .low = NAN, .high = NAN};
    struct plot_counts counts;
    char *text = plot_text("scatter", &data, &options, &counts);
    assert_string_equal(text, "  test_loss\n"
                              "  predicted\n"
                              "  +------------------+\n"
                              "1 +                .+|  o IF\n"
                              "  |              ..  |    slope 0.5\n"
                              "  |            ..    |\n"
                              "  |          ..      |  + NS\n"
                              "  |        ..       o|    slope 1\n"
                              "  |      ..          |\n"
                              "  |    ..            |  . predicted = actual\n"
                              "  |  ..              |\n"
                              "0 +o.                |\n"
                              "  ++----------------++\n"
                              "   0                1\n"
                              "         actual\n"
                              "4 points = 3 drawn + 1 pending\n");
    free(text);
}

/* The longest words that fit, and none that are cut (`~' marks a cut). */
static void test_words_fit_any_width(void **state)
{
    (void)state;
    struct plot_point point = {.x = 1e-3, .y = 2e-3, .bound = NAN};
    struct plot_data data = {
        .title = "wdbc.csv: change of test_loss on removal (penalty fixed)",
        .x_label = "actual change [nats]; positive: removal increases it",
        .y_label = "predicted change [nats]",
        .brief = {{"change of test_loss on removal", "actual [nats]", "pred."},
                  {"test_loss", "actual", "pred."}},
        .series = {{"IF", "n 1"}},
        .n_series = 1,
        .points = &point,
        .n_points = 1};
    for (size_t width = 31; width < 160; width++) {
        struct plot_options options = {.width = width,
                                       .height = 16,
                                       .equal = true,
                                       .low = NAN,
                                       .high = NAN,
                                       .bare = width % 2};
        struct plot_counts counts;
        char *text = plot_text("scatter", &data, &options, &counts);
        assert_null(strchr(text, '~'));
        assert_non_null(strstr(text, "actual"));
        if (width < 55 || width > 70)
            assert_int_equal(width > 60, strstr(text, "wdbc.csv") != NULL);
        free(text);
    }
}

/* Two series in one cell: their own look, and plot.mixed over it. */
static void test_mixed_cells_are_marked(void **state)
{
    (void)state;
    struct plot_point points[] = {{.x = 0, .y = 0, .bound = NAN},
                                  {.x = 1, .y = 1, .bound = NAN},
                                  {.x = 1, .y = 1, .bound = NAN, .series = 1}};
    struct plot_data data = {.title = "t",
                             .x_label = "x",
                             .y_label = "y",
                             .series = {{"IF", ""}, {"NS", ""}},
                             .n_series = 2,
                             .points = points,
                             .n_points = 3};
    struct plot_options options = {
        .width = 60, .height = 16, .equal = true, .low = NAN, .high = NAN};
    struct plot_counts counts;
    size_t mixed = 0;
    struct canvas *canvas = canvas_new(60, 16, true);
    options.unicode = true;
    plot_kind_find("scatter")->draw(&data, &options, canvas, &counts);
    for (size_t i = 0; i < 60 * 16; i++) {
        const struct canvas_cell *cell = &canvas->cells[i];
        bool dot = cell->tag != CANVAS_NO_TAG;
        assert_true(!dot || cell->role >= ROLE_SERIES_1);
        mixed += dot && cell->over == ROLE_PLOT_MIXED;
    }
    assert_int_equal(mixed, 1);
    canvas_free(canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_identity_holds_every_point_with_equal_effects),
        cmocka_unit_test(test_identity_is_a_thin_line),
        cmocka_unit_test(test_every_point_has_one_fate),
        cmocka_unit_test(test_points_on_the_window_s_border_are_drawn),
        cmocka_unit_test(test_ascii_plots_are_ascii_and_fit),
        cmocka_unit_test(test_marks_follow_the_crowd),
        cmocka_unit_test(test_bound_above_effect_is_hollow_with_a_bar),
        cmocka_unit_test(test_no_points_is_said),
        cmocka_unit_test(test_words_fit_any_width),
        cmocka_unit_test(test_mixed_cells_are_marked),
        cmocka_unit_test(test_scatter_of_three_points_looks_like_this),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
