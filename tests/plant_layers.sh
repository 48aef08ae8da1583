#!/bin/sh
# Does check_layers.sh see what it is there for? One file for each offence,
# planted in a copy of the tree; the check must name every one of them.
# usage: plant_layers.sh SOURCE_ROOT
set -u
tests=$1/tests
copy=$(mktemp -d) || exit 1
trap 'rm -rf "$copy"' EXIT
cp -r "$1/src" "$1/include" "$copy" && cd "$copy" || exit 1

planted=0
while IFS='|' read -r folder line; do
    planted=$((planted + 1))
    printf '%s\n' "$line" >"$folder/planted_$planted.h"
done <<'END'
include/riffle|#include "model/fit.h"
include/riffle|#include <cblas.h>
src/engine/base|#include "data/table.h"
src/engine/base|#  include "model/fit.h"
src/engine/base|#include <model/fit.h>
src/engine/base|#include "../model/fit.h"
src/engine/base|#include <curses.h>
src/engine/base|#include <readline/readline.h>
src/engine/data|#include "linalg/linalg.h"
src/engine/linalg|#include "model/fit.h"
src/engine/model|#include "measure/measure.h"
src/engine/model|#include "app/session.h"
src/engine/model|#include "session.h"
src/engine/model|#include <cblas.h>
src/engine/model|#include <openblas/lapacke.h>
src/engine/measure|#include "attribution/each.h"
src/engine/attribution|#include "experiment/state.h"
src/engine/selection|#include "measure/measure.h"
src/engine/experiment|#include "attribution/retrain.h"
src/engine/investigation|#include "experiment/state.h"
src/engine/experiment|#include "investigation/greedy.h"
src/app|#include "model/fit.h"
src/app|#include <cblas.h>
src/app|#include <ncurses.h>
src/app|#include <readline/history.h>
src/app/text|#include "theme/theme.h"
src/app/theme|#include "plot/plot.h"
src/app/plot|#include "report/table.h"
src/app/report|#include "command/call.h"
src/app/command|#include "base/memory.h"
src/app/command|#include "repl/repl.h"
src/app/command|#include <readline/readline.h>
src/app/repl|#include "plot/plot.h"
src/engine/model|    printf("x");
src/engine/model|    (void)fputs("x", out);
src/engine/model|    write_to(stdout);
src/engine/model|    exit(1);
src/engine/model|    abort();
src/engine/model|    signal(SIGINT, handler);
src/engine/model|    x = getenv("X");
src/engine/model|    x = rand();
src/engine/model|    strcpy(a, b);
src/engine/model|int counter;
src/engine/model|static int counter;
src/engine/model|    static bool done = false;
src/engine/model|static size_t cache2[4];
src/engine/model|static const char *names[] = {"x"};
src/engine/model|struct riffle_fit *Last = NULL;
END

said=$(sh "$tests/check_layers.sh" "$copy")
status=$?
for at in $(seq "$planted"); do
    case $said in
    *planted_$at.h*) ;;
    *)
        status=0
        find . -name "planted_$at.h" -exec grep -H . {} +
        ;;
    esac
done
if [ "$status" -ne 1 ]; then
    echo "layers: these were not seen"
    exit 1
fi
echo "layers: all $planted offences were seen"
