/* fuzz_time_ip.c - any text: what is read as a moment or an address is written and read back the same. */
#include <stdlib.h>

#include "core/base/ip.h"
#include "core/base/time.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice all = { (const char *)data, size }, in = all;
    time_us at, again;
    struct ip_addr ip, same;
    struct ip_net net;
    bool zoned;
    char buf[TIME_TEXT_MAX > IP_TEXT_MAX ? TIME_TEXT_MAX : IP_TEXT_MAX];
    if (take_time_iso(&in, &at, &zoned)) {
        if (!slice_inside(in, all))
            abort();
        struct slice back = { buf, time_format(at, buf) };
        if (!take_time_iso(&back, &again, &zoned) || again != at || back.len != 0)
            abort();
    }
    if (ip_parse(all, &ip) && !ip_is_none(ip)) { /* :: is no address */
        struct slice back = { buf, ip_format(ip, buf) };
        if (!ip_parse(back, &same) || !ip_eq(ip, same))
            abort();
    }
    if (ip_net_parse(all, &net) && (net.bits > 128 || !ip_in_net(net.addr, net)))
        abort();
    return 0;
}
