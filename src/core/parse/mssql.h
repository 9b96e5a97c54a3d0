/* mssql.h - what SQL Server says of a login, in its ERRORLOG, the application log and its audit.
 *
 * Layer   core/parse: includes base and model. Pure.
 * Names   are chosen by the attacker and may hold "'. Reason: ... [CLIENT: 192.0.2.1]": the last ones count.
 * Source  Microsoft Learn, "MSSQLSERVER_18456", "View the SQL Server error log"; fail2ban's and Sigma's fields as facts.
 */
#pragma once

#include "core/parse/formats.h"
#include "core/parse/line_source.h"

/* "Login failed for user 'x'. Reason: ... [CLIENT: 192.0.2.1]", "Login succeeded for user 'x'. Connection made using
 * ... [CLIENT: ...]": outcome, method, account, source. A client that is the server itself leaves no source. */
enum told mssql_parse(struct slice message, struct record *rec);

/* Class of what stands behind "Reason:". */
enum outcome mssql_outcome(struct slice reason);

extern const struct format mssql_format; /* ERRORLOG */
