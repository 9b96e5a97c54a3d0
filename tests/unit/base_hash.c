/* base_hash.c - one hash: the same everywhere, other for other bytes, spread in its low bits. */
#include "core/base/hash.h"
#include "help.h"

/* How many of 4096 keys in a row share the fullest of 1024 places: 4 on average. */
static unsigned fullest(bool second)
{
    unsigned place[1024] = { 0 }, most = 0;
    for (uint64_t key = 0; key < 4096; key++) {
        unsigned *at = &place[hash_pair(second ? 7 : key << 32, second ? key : 0) % COUNT(place)];
        most = ++*at > most ? *at : most;
    }
    return most;
}

int main(void)
{
    struct slice name = LIT("someone@clinic.example");
    OK(hash_bytes(LIT(""), 0) == 0x2d06800538d394c2u, "XXH3 of nothing: long names are printed with it");
    OK(hash_bytes((struct slice){ NULL, 0 }, 0) == hash_bytes(LIT(""), 0), "no bytes at all");
    OK(hash_bytes(name, 5) == hash_bytes(name, 5), "equal bytes");
    OK(hash_bytes(name, 5) != hash_bytes(name, 6), "another seed");
    OK(hash_bytes(LIT("a\0b"), 0) != hash_bytes(LIT("a\0c"), 0), "a NUL ends nothing");
    OK(hash_ip(ip("192.0.2.1"), 0) != hash_ip(ip("192.0.2.2"), 0), "another address");
    OK(hash_ip(ip("192.0.2.1"), 0) == hash_ip(ip("::ffff:192.0.2.1"), 0), "the same, written otherwise");
    OK(hash_pair(1, 2) != hash_pair(2, 1), "sides are told apart");
    OK(fullest(false) < 20, "the upper half of a key reaches the low bits");
    OK(fullest(true) < 20, "so does the second part");
    return tap_done();
}
