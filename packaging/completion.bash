# Completion of cordon(1) for bash.
_cordon() {
    local cur=$2 prev=$3 command=${COMP_WORDS[1]}
    COMPREPLY=()
    case $prev in
    --format) COMPREPLY=($(compgen -W 'table json jsonl csv html stix misp navigator' -- "$cur")); return ;;
    --fail-on) COMPREPLY=($(compgen -W 'info low medium high critical' -- "$cur")); return ;;
    --by) COMPREPLY=($(compgen -W 'day hour' -- "$cur")); return ;;
    --org-from) COMPREPLY=($(compgen -W 'folder' -- "$cur")); return ;;
    --html | --config | --geo | --indicators) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --org | --since | --until | --account | --source | --year | --input-tz | --tz | --threads | --width | --line) return ;;
    esac
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W 'scan events explain show timeline compare draft notify unmask check-config demo formats playbooks' -- "$cur"))
    elif [[ $cur == -* ]]; then
        local words='--format --html --indicators --config --org --org-from --since --until --account --source --geo --by --year
            --input-tz --tz --fail-on --threads --width --no-color -q -v'
        [ "$command" = explain ] && words+=' --line --unparsed --rows'
        COMPREPLY=($(compgen -W "$words" -- "$cur"))
    else
        COMPREPLY=($(compgen -f -- "$cur"))
    fi
}
complete -o filenames -F _cordon cordon
