/// Every problem in words, for people who ask why their mail did not come.
extension SessionProblem {
    /// What happened, and what to do about it: one sentence each, without what is particular to one session.
    package var advice: (reason: String, fix: String) {
        switch self {
        case .tlsOnPlainPort:
            ("TLS hello on a plain port", "set secure: false (no SSL), or use the smtps port, 1465")
        case .silentOnTLSPort:
            ("no TLS hello on the TLS port: a plain client", "switch SSL on in the client, or use the plain port, 1025")
        case .noMail:
            (
                "the client said hello and left without MAIL",
                "it probably wants STARTTLS or will not log in without TLS: use the submission port, 1587, or --tls on"
            )
        case .startTLSNotOffered:
            ("STARTTLS was sent and is not offered here", "use the submission port, 1587, or start Roost with --tls on")
        case .tlsTooOld:
            ("the client's TLS is too old", "Roost speaks TLS 1.2 and 1.3: update the client or its security level")
        case .tlsNotTrusted:
            ("the client does not trust the certificate", "make it trust Roost's CA: roost cert --for RUNTIME")
        case .tlsNameMismatch:
            (
                "the client refused the certificate, by its name or its issuer",
                "connect to localhost or 127.0.0.1, and make it trust Roost's CA: roost cert --for RUNTIME"
            )
        case .tlsFailed:
            (
                "the TLS handshake failed",
                "a client that leaves in the middle mostly does not trust Roost's CA: roost cert --for RUNTIME"
            )
        case .tlsRequired:
            ("mail without TLS, which --require-tls forbids", "switch STARTTLS on in the client")
        case .authNotOffered:
            ("AUTH was sent and is not offered here", "take user and password out of the client, or --auth any")
        case .authMechanismUnknown:
            ("AUTH with a mechanism Roost does not know", "use PLAIN, LOGIN, CRAM-MD5 or XOAUTH2")
        case .authWrong:
            ("wrong user or password", "give the client what --auth names, or take any with --auth any")
        case .authBroken:
            ("AUTH that cannot be read, or was cancelled", "the response must be base64 in the mechanism's form")
        case .messageTooBig:
            ("the message is over the size limit", "send less, or raise the limit with --max-size")
        case .httpRequest:
            ("an HTTP request on the SMTP port", "give the HTTP client another port: this one takes mail only")
        case .mailSyntax:
            ("a MAIL command that cannot be read", "it must be MAIL FROM:<address>, and its parameters known")
        case .rcptSyntax:
            ("a RCPT command that cannot be read", "it must be RCPT TO:<address>, and its parameters known")
        case .commandSyntax:
            (
                "a command that Roost does not know or cannot read",
                "look at the dialogue: the client speaks no SMTP here"
            )
        case .outOfOrder:
            ("commands in an order that SMTP does not allow", "say EHLO, MAIL, RCPT, DATA in this order")
        case .tooManyRecipients:
            ("too many recipients in one message", "split the message, or raise the limit with --max-recipients")
        case .rejectedByRule:
            ("a --reject rule was used", "this was asked for; start Roost without the rule to take everything")
        case .noEndOfData:
            ("the end of mail data never came", "the client must send CRLF.CRLF after the message")
        case .bareLineFeedEndOfData:
            (
                "the end of mail data never came: the client ends lines with bare LF",
                "end every line with CRLF, the final dot too"
            )
        case .clientGone:
            ("the client went away in the middle", "look at the client's own log, and at its timeouts")
        case .idle:
            ("the client was silent for too long", "close connections that are done, or raise --idle-timeout")
        case .tooManyConnections:
            ("too many connections at once", "close connections that are done, or raise --max-connections")
        case .tooManyBadCommands:
            ("too many bad commands", "look at the dialogue: the client speaks no SMTP here")
        case .outOfMemory:
            ("more content at once than Roost holds in memory", "send fewer large messages at once")
        case .storeFull:
            ("no room to store the message", "free space on the disk of the store, or: roost purge")
        case .storeFailed:
            ("the message could not be stored", "see what is wrong with the store: roost doctor")
        case .storeLocked:
            ("another process holds the store's lock", "end that process")
        case .shutDown:
            ("the listener was stopped in the middle", "start it again, and send the message again")
        case .other:
            ("something a later Roost knows", "update Roost")
        }
    }
}
