# Turns data/language-words.txt into rows { "word", bytes, mask }, in order of words, and the codes in order of bits.
BEGIN { n = 0 }
/^#/ || NF == 0 { next }
{
    codes[n] = $1
    for (i = 2; i <= NF; i++)
        if (length($i) > 1)
            mask[$i] = or_bit(mask[$i], n)
    n++
}
function or_bit(m, bit,    p) {
    p = 2 ^ bit
    return int(m / p) % 2 ? m : m + p
}
END {
    printf "static const char *const language_codes[] = {"
    for (i = 0; i < n; i++)
        printf " \"%s\",", codes[i]
    print " };"
    print "static const struct language_word language_words[] = {"
    count = 0
    for (w in mask)
        all[count++] = w
    for (i = 1; i < count; i++) { # insertion: some hundred words
        w = all[i]
        for (k = i - 1; k >= 0 && all[k] > w; k--)
            all[k + 1] = all[k]
        all[k + 1] = w
    }
    for (i = 0; i < count; i++)
        printf "    { \"%s\", %d, 0x%x },\n", all[i], length(all[i]), mask[all[i]]
    print "};"
}
