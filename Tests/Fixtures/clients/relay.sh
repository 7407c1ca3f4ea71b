# Postfix as a relay: an instance of its own hands $LINES to $HOST:$PORT, by $TRANSPORT (plain, starttls, tls), with
# AUTH when $AUTH is not empty. Ends once $ROOST has it.
set -eu
home=$(mktemp -d)
trap 'postfix -c "$home" stop 2>/dev/null || kill "$(cat "$home/queue/pid/master.pid")" || true; rm -rf "$home"' EXIT
chmod 755 "$home"
mkdir "$home/queue" "$home/data"
chown postfix "$home/data"
case $TRANSPORT in plain) level=none wrapped=no ;; starttls) level=secure wrapped=no ;; tls) level=secure wrapped=yes ;; esac
cat >"$home/main.cf" <<CONFIG
compatibility_level = 3.6
queue_directory = $home/queue
data_directory = $home/data
maillog_file = $home/log
maillog_file_prefixes = /tmp
mail_owner = postfix
myhostname = relay.test
mydestination =
alias_maps =
inet_interfaces = loopback-only
inet_protocols = ipv4
smtp_host_lookup = native
relayhost = [$HOST]:$PORT
smtp_tls_security_level = $level
smtp_tls_wrappermode = $wrapped
smtp_tls_secure_cert_match = nexthop
smtp_tls_CAfile = $CERTIFICATE
smtp_sasl_auth_enable = ${AUTH:-no}
smtp_sasl_security_options =
smtp_sasl_password_maps = inline:{ { [$HOST]:$PORT = app:secret } }
CONFIG
cat >"$home/master.cf" <<CONFIG
pickup    unix       n  -  n  60    1  pickup
cleanup   unix       n  -  n  -     0  cleanup
qmgr      unix       n  -  n  300   1  qmgr
tlsmgr    unix       -  -  n  1000? 1  tlsmgr
rewrite   unix       -  -  n  -     -  trivial-rewrite
bounce    unix       -  -  n  -     0  bounce
defer     unix       -  -  n  -     0  bounce
trace     unix       -  -  n  -     0  bounce
smtp      unix       -  -  n  -     -  smtp
error     unix       -  -  n  -     -  error
retry     unix       -  -  n  -     -  error
anvil     unix       -  -  n  -     1  anvil
scache    unix       -  -  n  -     1  scache
postlog   unix-dgram n  -  n  -     1  postlogd
CONFIG
postfix -c "$home" start 2>"$home/start" || { cat "$home/start"; exit 1; }
sendmail -C "$home" -i -f app@example.test "$RECIPIENT" <"$LINES"
"$ROOST" wait "rcpt:$RECIPIENT" --timeout 20s || { cat "$home/log"; exit 1; }
