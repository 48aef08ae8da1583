# Completion of riffle's own command line for bash.
_riffle()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()
    case $before in
    -c | --seed | --threads | --memory) return ;;
    --color)
        mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$word")
        return
        ;;
    --glyphs)
        mapfile -t COMPREPLY < <(compgen -W "auto ascii unicode" -- "$word")
        return
        ;;
    --check)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -X '!*.rif' -- "$word")
        return
        ;;
    esac
    case $word in
    -*)
        mapfile -t COMPREPLY < <(compgen -W "-c --check --color --glyphs \
            --help --json --keep-going --limit --limits --memory --no-rc --reset-terminal --resume --seed \
            --theme --threads --version" -- "$word")
        ;;
    *)
        compopt -o filenames
        mapfile -t COMPREPLY < <(
            compgen -W "demo tui" -- "$word"
            compgen -f -- "$word"
        )
        ;;
    esac
}
complete -F _riffle riffle
