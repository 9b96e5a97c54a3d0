/* limits.h - every limit of Cordon, once, each with its reason.
 *
 * Layer   core/base. Pure.
 */
#pragma once

/* One chunk of input. Fits the second-level cache of a small server beside its records, so that the
 * parser reads what read() has just written; larger chunks measured slower. */
#define LIMIT_CHUNK (256u * 1024)

/* One record (line, JSON value, CSV row). Entra sign-ins are 2-60 KiB; a line over this is an attack
 * or not a log. Longer records are counted and skipped whole. */
#define LIMIT_RECORD (1024u * 1024)

/* Bytes of a first line behind which is looked for what the input holds: a crash that wrote zeros or rubbish
 * before the log goes on. */
#define LIMIT_FIRST_LINE (64u * 1024 * 1024)

/* Bytes that may be read behind the end of every chunk (simdjson's padding). */
#define LIMIT_PADDING 64u

/* Records of one batch: a 256 KiB chunk of the shortest decisive lines (64 bytes). */
#define LIMIT_BATCH 4096u

/* Decoded text of one batch (JSON escapes, UTF-16): twice a chunk. */
#define LIMIT_SCRATCH (512u * 1024)

/* An account name. UPNs end at 113 bytes, Linux names at 32; longer ones are invented, and are kept
 * by their first bytes and a hash of the rest. */
#define LIMIT_NAME 320u

/* Members of one archive, and how much larger than its packed form a member may be: text logs pack
 * 10 to 60 times, deflate's ceiling is 1,032. */
#define LIMIT_ARCHIVE_MEMBERS 10000u
#define LIMIT_ARCHIVE_RATIO 1200u

/* Places kept within packed inputs, of all inputs together, so that evidence is read again without
 * unpacking everything before it: an incident shows some thirty rows, four places a row leave an eighth
 * of the unpacking. One is 87 KiB (deflate's window and codes): 11 MiB. */
#define LIMIT_MARKS 128u

/* Sign-ins of unordered inputs (newest-first exports, lines later than the lateness) that are sorted in
 * memory, of all inputs together: 40 MiB with their keys. More go through a file, in runs of this
 * size; a month of a mid-sized organisation stays below. */
#define LIMIT_SORTED (512u * 1024)

/* Sign-ins held back until no late line can precede them, of all inputs together: 32 MiB, and per input
 * never below two batches. Fifteen minutes of 580 sign-ins a second; beyond, an input is sorted. */
#define LIMIT_HELD (512u * 1024)

/* Inputs that may overlap in time and so are open at once while merging. */
#define LIMIT_OPEN_INPUTS 64u

/* Attempts that one line may claim ("message repeated N times"). rsyslog and sysklogd write at most
 * tens; a forged line must not count for millions. */
#define LIMIT_REPEAT 1000u

/* One file that is read whole: indicators, or incidents that are compared. The largest public lists of bad
 * addresses are below 10 MB, a MISP event or STIX bundle below a few. */
#define LIMIT_WHOLE_FILE (32u * 1024 * 1024)

/* Values and nesting of one JSON text that is read as a tree, where an empty list of two bytes takes some 130:
 * at most half a GB. STIX, MISP and our own incidents nest below ten. */
#define LIMIT_TREE_VALUES (2u * 1024 * 1024)
#define LIMIT_TREE_DEPTH 64u

/* Known bad addresses, domains and agents, of all files together: 80 bytes each and their texts. Every line of
 * the largest allowed file may be an address. */
#define LIMIT_INDICATORS (4u * 1024 * 1024)

/* Of them, agents with a *: each is compared with every distinct agent of the logs (65,536 at most). */
#define LIMIT_AGENT_PATTERNS 1024u

/* (indicator, account) pairs that are remembered, 40 bytes each: whom a known bad address tried. */
#define LIMIT_SIGHTED_PAIRS (1024u * 1024)

/* ---- mail ---- */

/* One message. Mail servers stop at 25 to 150 MB; of a longer one the middle of its attachments is left out
 * (MIME_PART_KEPT), and its text must still fit here. */
#define LIMIT_MESSAGE (32u * 1024 * 1024)

/* Parts, how deep they nest, header fields and their bytes, parameters of one field, encoded words of one
 * field. The largest seen in 9,000 messages: 60 parts, 7 deep, 190 fields, 40 kB, 9 parameters, 60 words. A
 * message over one of them was made to be over it: its verdict is "unscannable", never "clean". */
#define LIMIT_MIME_PARTS 1000u
#define LIMIT_MIME_DEPTH 32u
#define LIMIT_MIME_FIELDS 2000u
#define LIMIT_MIME_HEADER (256u * 1024)
#define LIMIT_MIME_PARAMS 64u
#define LIMIT_MIME_WORDS 1000u

/* Decoded text of one message, of all parts together. A newsletter has 200 kB; people read less. */
#define LIMIT_MIME_TEXT (4u * 1024 * 1024)

/* Bytes that are decoded of one message to look for parts within: messages and multiparts in base64, TNEF. */
#define LIMIT_MIME_INNER (8u * 1024 * 1024)

/* Messages whose verdicts are kept, some 500 bytes each: a large mailbox has 100,000. More are counted and said. */
#define LIMIT_LETTERS (2u * 1024 * 1024)

/* Links of one message. A large newsletter has 300. */
#define LIMIT_LINKS 2000u

/* Attributes of one HTML tag; writers of mail use ten, those who pad their HTML with invented ones some hundred. All are
 * read whatever their number: a tag with more was made to hurt. */
#define LIMIT_HTML_ATTRIBUTES 1000u

/* Tags that stand within one another and must be closed, as browsers stop at 512 to build. No mail of those measured has
 * over 150. */
#define LIMIT_HTML_DEPTH 2000u

/* Memory of one message while it is read: its decoded texts twice, its parts and links. */
#define LIMIT_MESSAGE_ARENA (24u * 1024 * 1024)

/* ---- mail authentication ---- */

/* Questions that one round of a check may ask. The most in one step: 10 signatures, 51 keys of an ARC chain, SPF and
 * DMARC. */
#define LIMIT_DNS_WANTED 96u

/* How many CNAMEs are followed for one question; resolvers stop at 8 to 16. */
#define LIMIT_DNS_CNAMES 8u

/* Records of one answer; a packet of 64 KiB holds some 4,000 addresses. */
#define LIMIT_DNS_RECORDS 1000u

/* Answers of the network that are kept in one run, and their bytes: a hundred thousand messages come from some
 * thousands of domains. Beyond, questions are answered as if the DNS were silent. */
#define LIMIT_DNS_ANSWERS (64u * 1024)
#define LIMIT_DNS_BYTES (64u * 1024 * 1024)

/* Rounds of questions for one message: an SPF record of ten terms, each of two steps, is the longest chain. */
#define LIMIT_DNS_ROUNDS 32u

/* SPF, RFC 7208 4.6.4: terms that ask, answers that hold nothing, names of one MX or PTR. A record over 8 KiB is
 * permerror: beyond 4 KiB an answer needs TCP everywhere, and the longest seen have 2 KiB. What macros expand
 * to is cut at 4 KiB, of which a name keeps 253 bytes. */
#define LIMIT_SPF_TERMS 10u
#define LIMIT_SPF_VOID 2u
#define LIMIT_SPF_NAMES 10u
#define LIMIT_SPF_RECORD (8u * 1024)
#define LIMIT_SPF_EXPANDED 4096u

/* DKIM signatures of one message that are checked, from the top (the largest seen: 4); names in one h= (60, with those
 * signed twice over); tags of a list; bytes of a key record and of a signature; bits of an RSA key (RFC 8301 asks for
 * 1,024 to 4,096) and of its exponent, which makes a check slow. */
#define LIMIT_DKIM_SIGNATURES 10u
#define LIMIT_DKIM_NAMES 256u
#define LIMIT_DKIM_TAGS 32u
#define LIMIT_DKIM_KEY 4096u
#define LIMIT_DKIM_BITS_MIN 1024u
#define LIMIT_DKIM_BITS_MAX 8192u
#define LIMIT_DKIM_EXPONENT_BITS 33u

/* ARC sets, RFC 8617 4.2.1. */
#define LIMIT_ARC_SETS 50u

/* DMARC's tree walk: questions for one domain. */
#define LIMIT_DMARC_WALK 8u

/* Results and properties of one Authentication-Results field (the largest seen: 9 and 20), and fields read. */
#define LIMIT_AUTHRES_RESULTS 32u
#define LIMIT_AUTHRES_PROPERTIES 96u
#define LIMIT_AUTHRES_FIELDS 50u
