#!/bin/sh
# Arrows point down only: what each folder may include, and what the engine
# never does. Prints each offence; exit 1 when there is one.
# usage: check_layers.sh SOURCE_ROOT
set -u
cd "$1" || exit 2
bad=$(mktemp)
trap 'rm -f "$bad"' EXIT

# allow FOLDER LAYER... : its quoted includes begin with one of these
allow() {
    folder=$1
    shift
    allowed=$(printf '%s|' "$@")
    grep -nH '^#include "' "src/$folder"/*.[ch] 2>/dev/null |
        grep -Ev "#include \"(${allowed%|})" >>"$bad"
}

# forbid PATTERN FOLDER... : no line of code matches
forbid() {
    pattern=$1
    shift
    grep -rnHE --include='*.[ch]' "$pattern" "$@" >>"$bad"
}

# The engine, from the bottom.
allow engine/base riffle/ base/
allow engine/data riffle/ base/ data/
allow engine/linalg riffle/ base/ linalg/
allow engine/model riffle/ base/ linalg/ model/
allow engine/measure riffle/ base/ linalg/ model/ measure/
allow engine/attribution riffle/ base/ linalg/ model/ measure/ attribution/
allow engine/selection riffle/ base/ linalg/ model/ selection/
allow engine/experiment riffle/ base/ linalg/ model/ measure/ experiment/

# The program sees the engine through include/riffle only.
allow app/text riffle/ text/
allow app/theme riffle/ text/ resource.h theme/
allow app/plot riffle/ text/ theme/ plot/
allow app/report riffle/ text/ theme/ plot/ report/
allow app/command riffle/ text/ theme/ plot/ report/ command/ \
    session.h resource.h terminal.h
allow app/repl riffle/ text/ report/ command/ repl/ session.h signals.h

# Each library has one door.
for folder in src/engine/* src/app include; do
    [ "$folder" = src/engine/linalg ] ||
        forbid '#include <(cblas|lapacke|lapack)\.h>' "$folder"
done
for folder in src/app/* src/engine include; do
    [ "$folder" = src/app/repl ] || forbid '#include <readline/' "$folder"
    [ "$folder" = src/app/tui ] || forbid '#include <n?curses' "$folder"
done
forbid '#include "(\.\./)?app/' src/engine include

# The engine never prints, exits, or touches signals and globals.
forbid '(^|[^a-z_])(printf|fprintf|puts|perror|exit|_exit|abort|signal|sigaction|setlocale|srand|rand|system|popen|strcpy|strcat|sprintf|atof|atoi)\(' \
    src/engine include
forbid '^static [a-z_ ]+\**[a-z_]+( =|;|\[)' src/engine
sed -i '/: *static const /d; /:static const /d' "$bad"

if [ -s "$bad" ]; then
    cat "$bad"
    exit 1
fi
echo "layers: every include points down"
