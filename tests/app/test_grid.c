/* Small multiples: nothing is lost, and panels are what they say. */
#include "support/check.h"

#include <string.h>

#include "plot/grid.h"
#include "support/plot_data.h"

enum { ROWS = 3, COLUMNS = 5, PANELS = ROWS * COLUMNS };

static const char *const row_names[] = {"prediction", "loss", "self"};
static const char *const names[] = {"random", "feature", "l2", "loss-up",
                                    "prediction-down"};

/* `n` sets in each panel, of a scale of its own. */
static struct plot_grid grid_new(size_t n)
{
    struct plot_grid grid = {.title = "small multiples",
                             .rho_of = "RIF",
                             .rows = ROWS,
                             .columns = COLUMNS,
                             .row_names = row_names};
    grid.panels = calloc(PANELS, sizeof *grid.panels);
    for (size_t i = 0; i < PANELS; i++) {
        struct grid_panel *panel = &grid.panels[i];
        panel->data = plot_data_new(n);
        panel->name = names[i % COLUMNS];
        panel->rho = 0.996;
        for (size_t p = 0; p < panel->data.n_points; p++) {
            panel->data.points[p].x *= (double)(i + 1);
            panel->data.points[p].y *= (double)(i + 1);
        }
    }
    grid.drawing = &grid.panels[0].data;
    return grid;
}

static void grid_free(struct plot_grid *grid)
{
    for (size_t i = 0; i < PANELS; i++)
        free(grid->panels[i].data.points);
    free(grid->panels);
}

static struct plot_options sized(size_t width, size_t height)
{
    return (struct plot_options){.width = width,
                                 .height = height,
                                 .equal = true,
                                 .low = NAN,
                                 .high = NAN};
}

static char *text_of(struct plot_grid *grid, const struct plot_options *options,
                     struct plot_counts *counts)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    struct canvas *canvas =
        canvas_new(options->width, options->height, options->unicode);
    plot_grid(grid, options, canvas, counts);
    canvas_print(canvas, theme_builtin(), DEPTH_NONE, out);
    fclose(out);
    canvas_free(canvas);
    return text;
}

/* Whatever the size and the window, each point has one fate. */
static void test_grid_counts_every_point(void **state)
{
    (void)state;
    struct plot_grid grid = grid_new(12);
    struct dice dice = {2};
    grid.filtered = 7;
    for (size_t i = 0; i < 400; i++) {
        struct plot_options options =
            sized((size_t)(220 * dice_roll(&dice)) + 1,
                  (size_t)(70 * dice_roll(&dice)) + 1);
        struct plot_counts c;
        options.unicode = i % 2;
        options.bare = i % 3;
        if (i % 4 == 0) {
            options.low = -dice_roll(&dice);
            options.high = dice_roll(&dice);
        }
        grid.shared = i % 5 < 2;
        free(text_of(&grid, &options, &c));
        assert_int_equal(c.n, PANELS * 36 + 7);
        assert_int_equal(c.n, c.drawn + c.hidden + c.filtered + c.nonfinite +
                                  c.pending + c.failed);
        assert_int_equal(c.filtered, 7);
    }
    grid_free(&grid);
}

static void test_grid_of_fifteen_is_readable_at_80_by_24(void **state)
{
    (void)state;
    struct plot_grid grid = grid_new(20);
    struct plot_options options = sized(80, 24);
    struct plot_counts counts;
    char *text = text_of(&grid, &options, &counts);
    for (size_t c = 0; c < COLUMNS; c++) {
        size_t n = 0;
        /* the longest name gives letters of its longest part */
        const char *word = c == 4 ? "predic-down" : names[c];
        for (const char *p = text; (p = strstr(p, word)); p++)
            n++;
        assert_int_equal(n, ROWS);
    }
    size_t rhos = 0;
    for (const char *p = text; (p = strstr(p, ".99")); p++)
        rhos++;
    assert_int_equal(rhos, PANELS); /* 0.996 is not 1 */
    assert_non_null(strstr(text, "rows: prediction, loss, self"));
    assert_non_null(strstr(text, "900 points = 900 drawn"));
    for (size_t i = 0; i < PANELS; i++) {
        assert_int_equal(grid.panels[i].panel.width, 15);
        assert_in_range(grid.panels[i].panel.height, 5, 7);
    }
    free(text);
    grid_free(&grid);
}

/* Panels do not share a cell, and no point leaves its panel. */
static void test_panels_keep_to_themselves(void **state)
{
    (void)state;
    const size_t sizes[][2] = {{80, 24}, {120, 40}, {200, 60}, {43, 19}};
    for (size_t k = 0; k < 4; k++) {
        struct plot_grid grid = grid_new(30);
        struct plot_options options = sized(sizes[k][0], sizes[k][1]);
        struct plot_counts counts;
        struct canvas *canvas = canvas_new(options.width, options.height, 0);
        size_t inside = 0;
        size_t all = 0;
        plot_grid(&grid, &options, canvas, &counts);
        for (size_t i = 0; i < PANELS; i++) {
            const struct panel *p = &grid.panels[i].panel;
            assert_true(p->width > 0);
            for (size_t r = 0; r < p->height; r++)
                for (size_t c = 0; c < p->width; c++)
                    inside += canvas_at(canvas, p->top + r, p->left + c)->tag !=
                              CANVAS_NO_TAG;
        }
        for (size_t i = 0; i < options.width * options.height; i++)
            all += canvas->cells[i].tag != CANVAS_NO_TAG;
        assert_true(all > 100);
        assert_int_equal(inside, all);
        canvas_free(canvas);
        grid_free(&grid);
    }
}

static void test_identity_is_true_in_every_panel(void **state)
{
    (void)state;
    struct dice dice = {9};
    struct plot_grid grid = grid_new(5);
    for (size_t trial = 0; trial < 70; trial++) {
        struct plot_options options =
            sized(39 + (size_t)(160 * dice_roll(&dice)),
                  16 + (size_t)(44 * dice_roll(&dice)));
        struct plot_counts counts;
        struct canvas *canvas = canvas_new(options.width, options.height, 0);
        struct canvas *bare = canvas_new(options.width, options.height, 0);
        for (size_t i = 0; i < PANELS; i++)
            for (size_t p = 0; p < grid.panels[i].data.n_points; p++)
                grid.panels[i].data.points[p].y =
                    grid.panels[i].data.points[p].x = dice_roll(&dice) - 0.3;
        options.look.y_scale = options.look.x_scale =
            (enum plot_scale)(trial % 2);
        plot_grid(&grid, &options, canvas, &counts);
        for (size_t i = 0; i < PANELS; i++)
            panel_identity(&grid.panels[i].panel, '.', bare);
        for (size_t i = 0; i < options.width * options.height; i++)
            if (canvas->cells[i].tag != CANVAS_NO_TAG)
                assert_int_equal(bare->cells[i].glyph, '.');
        assert_int_equal(counts.drawn, PANELS * 15);
        canvas_free(canvas);
        canvas_free(bare);
    }
    grid_free(&grid);
}

static void test_shared_axes_are_the_row_s(void **state)
{
    (void)state;
    struct plot_grid grid = grid_new(10);
    struct plot_options options = sized(200, 60);
    struct plot_counts counts;
    grid.shared = true;
    free(text_of(&grid, &options, &counts));
    for (size_t i = 0; i < PANELS; i++) {
        const struct axis *x = &grid.panels[i].panel.x;
        const struct axis *first = &grid.panels[i / COLUMNS * COLUMNS].panel.x;
        assert_true(axis_same(x, first));
        assert_true(axis_same(x, &grid.panels[i].panel.y));
    }
    assert_false(
        axis_same(&grid.panels[0].panel.x, &grid.panels[PANELS - 1].panel.x));
    assert_int_equal(counts.drawn, counts.n);
    grid_free(&grid);
}

static void test_hidden_points_are_told_in_the_title(void **state)
{
    (void)state;
    struct plot_grid grid = grid_new(10);
    struct plot_options options = sized(80, 24);
    struct plot_counts counts;
    options.low = -20;
    options.high = 1; /* of points up to 22 */
    char *text = text_of(&grid, &options, &counts);
    assert_true(counts.hidden > 0);
    assert_non_null(strchr(text, '>'));
    free(text);
    grid_free(&grid);
}

static void test_too_small_a_canvas_says_what_it_needs(void **state)
{
    (void)state;
    struct plot_grid grid = grid_new(2);
    struct plot_options options = sized(38, 14);
    struct plot_counts counts;
    char *text = text_of(&grid, &options, &counts);
    assert_non_null(strstr(text, "5x3 panels need 39x15 cells"));
    assert_int_equal(counts.hidden, counts.n);
    free(text);
    options = sized(39, 15);
    free(text_of(&grid, &options, &counts));
    assert_int_equal(counts.drawn, counts.n);
    grid_free(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grid_counts_every_point),
        cmocka_unit_test(test_grid_of_fifteen_is_readable_at_80_by_24),
        cmocka_unit_test(test_panels_keep_to_themselves),
        cmocka_unit_test(test_identity_is_true_in_every_panel),
        cmocka_unit_test(test_shared_axes_are_the_row_s),
        cmocka_unit_test(test_hidden_points_are_told_in_the_title),
        cmocka_unit_test(test_too_small_a_canvas_says_what_it_needs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
