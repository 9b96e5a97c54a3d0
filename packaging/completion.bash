# Completion of cordon(1) for bash.
_cordon() {
    local cur=$2 prev=$3 command=${COMP_WORDS[1]}
    COMPREPLY=()
    case $prev in
    --format) COMPREPLY=($(compgen -W 'table html md text json jsonl csv csv-accounts csv-sources ocsf ecs cef timesketch stix misp navigator' -- "$cur")); return ;;
    --fail-on | --min-severity) COMPREPLY=($(compgen -W 'info low medium high critical' -- "$cur")); return ;;
    --color) COMPREPLY=($(compgen -W 'auto always never' -- "$cur")); return ;;
    --paper) COMPREPLY=($(compgen -W 'a4 letter' -- "$cur")); return ;;
    --by) COMPREPLY=($(compgen -W 'day hour' -- "$cur")); return ;;
    --tlp) COMPREPLY=($(compgen -W 'clear green amber amber+strict red' -- "$cur")); return ;;
    --to) COMPREPLY=($(compgen -W 'person admin cert management' -- "$cur")); return ;;
    --org-from) COMPREPLY=($(compgen -W 'folder' -- "$cur")); return ;;
    --html | --md | --text | --pdf | --config | --geo | --indicators | --redact-key) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --org | --since | --until | --aware | --account | --source | --year | --input-tz | --tz | --threads | --width | --line) return ;;
    esac
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W 'scan report events explain show timeline compare draft notify unmask check-config demo formats playbooks version help' -- "$cur"))
    elif [[ $cur == -* ]]; then
        local words='--format --html --md --text --pdf --paper --force --indicators --config --org --org-from --since --until --account --source --geo --by --year
            --input-tz --input-format --tz --fail-on --min-severity --threads --width --color --no-color --ascii --names --redact --redact-key --tlp -q -v'
        [ "$command" = draft ] && words+=' --aware'
        [ "$command" = notify ] && words+=' --aware --preview --to'
        [ "$command" = explain ] && words+=' --line --unparsed --rows'
        COMPREPLY=($(compgen -W "$words" -- "$cur"))
    elif [ "$command" = draft ] && [ "$COMP_CWORD" -eq 2 ]; then
        COMPREPLY=($(compgen -W 'nis2-24h nis2-72h nis2-month gdpr hipaa' -- "$cur"))
    else
        COMPREPLY=($(compgen -f -- "$cur"))
    fi
}
complete -o filenames -F _cordon cordon
