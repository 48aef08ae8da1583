#!/bin/sh
# Arrows point down only: what each folder may include, and what the engine
# never does. Prints each offence; exit 1 when there is one. plant_layers.sh
# plants one of each kind.
# usage: check_layers.sh SOURCE_ROOT
set -u
cd "$1" || exit 2
bad=$(mktemp)
trap 'rm -f "$bad"' EXIT

# ours: what begins the name of an include that is not a system's
ours='riffle/|base/|data/|linalg/|model/|measure/|attribution/|selection/'
ours="$ours|experiment/|investigation/|app/|text/|theme/|plot/|report/|"
ours="${ours}command/|repl/|tui/"

# allow FILES PREFIX... : their includes of ours begin with one of these
allow() {
    files=$1
    shift
    allowed=$(printf '%s|' "$@")
    grep -nHE "^ *# *include *(\"|<($ours))" $files 2>/dev/null |
        grep -Ev "#include \"(${allowed%|})" >>"$bad"
}

# forbid PATTERN FOLDER... : no line of code matches
forbid() {
    pattern=$1
    shift
    grep -rnHE --include='*.[ch]' "$pattern" "$@" >>"$bad"
}

# The engine, from the bottom.
allow 'include/riffle/*.h' riffle/
allow 'src/engine/base/*.[ch]' riffle/ base/
allow 'src/engine/data/*.[ch]' riffle/ base/ data/
allow 'src/engine/linalg/*.[ch]' riffle/ base/ linalg/
model='riffle/ base/ linalg/ model/'
allow 'src/engine/model/*.[ch]' $model
allow 'src/engine/measure/*.[ch]' $model measure/
allow 'src/engine/attribution/*.[ch]' $model measure/ attribution/
allow 'src/engine/selection/*.[ch]' $model selection/
allow 'src/engine/experiment/*.[ch]' $model measure/ experiment/
allow 'src/engine/investigation/*.[ch]' $model measure/ attribution/ \
    investigation/

# The program sees the engine through include/riffle only.
session='session.h machine.h plain.h state.h kept.h undo.h place.h journal.h resource.h terminal.h signals.h'
plot='riffle/ text/ theme/ plot/'
allow 'src/app/text/*.[ch]' riffle/ text/
allow 'src/app/theme/*.[ch]' riffle/ text/ theme/ plain.h resource.h
allow 'src/app/plot/*.[ch]' $plot
allow 'src/app/report/*.[ch]' $plot report/
allow 'src/app/command/*.[ch]' $plot report/ command/ $session
allow 'src/app/repl/*.[ch]' riffle/ text/ report/ command/ repl/ $session
allow 'src/app/tui/*.[ch]' $plot command/ repl/ tui/ $session
allow 'src/app/*.[ch]' riffle/ theme/ plot/ command/ repl/ tui/ $session \
    kernel.h session_limits.h options.h

# Each library has one door.
for folder in src/engine/* src/app include; do
    [ "$folder" = src/engine/linalg ] ||
        forbid '# *include *<(.*/)?(cblas|lapacke?)\.h>' "$folder"
done
for folder in src/app/* src/engine include; do
    [ "$folder" = src/app/repl ] || forbid '# *include *<readline/' "$folder"
    [ "$folder" = src/app/tui ] || forbid '# *include *<n?curses' "$folder"
done

# The engine never prints, exits, or touches signals and the environment.
calls='v?f?printf|v?dprintf|f?puts|f?putc|putchar|perror|abort|_?exit|atexit'
calls="$calls|signal|sigaction|raise|kill|longjmp|setlocale|getenv|setenv"
calls="$calls|s?rand|system|popen|strcpy|strcat|strtok|v?sprintf|atof|atoi"
forbid "(^|[^a-z_])($calls)\\(" src/engine include
forbid '\<std(out|err)\>' src/engine include

# It has no state of its own: what lives for ever is const.
name='[A-Za-z_][A-Za-z_0-9]*'
static="static [^(]*[^( ](;| =|\\[)"
global="((struct|enum|unsigned|extern) )*$name \\**$name(\\[.*\\])*( = .*)?;"
const='(static |extern )?const [^*]*(\*+const [^*]*)?(;| =|\[)'
grep -rnE --include='*.[ch]' "^ *$static|^$global" src/engine include |
    grep -vE ":[0-9]+:( *$const|(struct|enum|typedef) [^*]*;)" >>"$bad"

if [ -s "$bad" ]; then
    sort -u "$bad"
    exit 1
fi
echo "layers: every include points down"
