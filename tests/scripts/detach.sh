#!/bin/sh
# In tmux: attach from another terminal in another size, and detach: the screen
# is whole again each time, with no key pressed. Skipped, visibly, without tmux.
# usage: detach.sh RIFFLE
command -v tmux >/dev/null || { echo 'tmux is not installed'; exit 77; }
command -v script >/dev/null || { echo 'script is not installed'; exit 77; }
riffle=$(realpath "$1")
folder=$(mktemp -d) || exit 1
failed=0
# a server of its own, which nobody else's settings reach
mux() { tmux -S "$folder/socket" -f /dev/null "$@"; }
trap 'mux kill-server 2>/dev/null; rm -rf "$folder"' EXIT
export LC_ALL=C.UTF-8 TERM=xterm-256color RIFFLE_HISTORY=

# shows WORDS: wait until the screen has them
shows()
{
    for _ in $(seq 200); do
        mux capture-pane -p -t it | grep -qF -- "$1" && return
        sleep 0.1
    done
    echo "not shown: $1"
    mux capture-pane -p -t it
    failed=1
}

# attach SECONDS COLUMNS ROWS: from another terminal, and away again
attach()
{
    # its input is silent, and ends when it has been detached
    { sleep "$1"; mux detach-client -s it; } | script -qec \
        "stty cols $2 rows $3; exec tmux -S $folder/socket attach -t it" \
        "$folder/seen" >/dev/null 2>&1
}

mux new-session -d -s it -x 80 -y 24 \
    "exec sh -c 'set -m; $riffle --no-rc -c \"load highdim; fit lambda=1e-2; \
sweep strategies=random sizes=4; tui\"; echo job ended; exec sh -i'" || exit 77
shows '4 sets, all retrained'
mux capture-pane -p -t it >"$folder/before"

# another terminal looks at it, in its own size, and leaves
mux set-option -g window-size latest
attach 3 100 30
grep -q 'all retrained' "$folder/seen" || { echo 'not repainted'; failed=1; }
mux resize-window -t it -x 80 -y 24
sleep 0.5
mux capture-pane -p -t it >"$folder/after"
diff "$folder/before" "$folder/after" || failed=1

# and what was left in the terminal once the program has gone: nothing
mux send-keys -t it Q
shows 'job ended'
[ "$(mux display -p -t it '#{alternate_on}#{mouse_any_flag}#{cursor_flag}')" \
    = 001 ] || { echo 'modes were left behind'; failed=1; }
exit $failed
