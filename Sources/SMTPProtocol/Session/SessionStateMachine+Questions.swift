package import MailCore

/// What the session cannot know by itself: verdicts of rules, challenges, whether a password is right.
extension SessionStateMachine {
    /// Carries the command out, if no rule is against it.
    mutating func consult(_ command: RuledCommand) {
        guard configuration.ruledStages.contains(command.stage) else { return carryOut(command) }
        ask(.verdict(command), .consult(command.stage, subjects: subjects(of: command)))
    }

    /// Every octet that comes is held back until the answer.
    mutating func ask(_ question: Question, _ action: SessionAction) {
        self.question = question
        resumed = state
        state = .awaitingAnswer
        flushReplies()
        actions.append(action)
    }

    /// Goes on where the session stood when it asked; what is not awaited is passed over.
    mutating func answered(
        at time: Timestamp, _ body: (inout SessionStateMachine, Question) -> Void
    ) -> [SessionAction] {
        now = time
        switch state {
        case .awaitingAnswer:
            state = resumed
            if let question {
                self.question = nil
                body(&self, question)
            }
            processHeld()
            finishIfAsked()
        case .connected, .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent,
            .receivingChunk, .storing, .startingTLS, .closed:
            break
        }
        return takeActions()
    }

    /// What the rules say to the `consult` action.
    package mutating func verdictGiven(_ verdict: Verdict, at time: Timestamp) -> [SessionAction] {
        answered(at: time) { session, question in
            guard case .verdict(let command) = question else { return }
            if let rule = verdict.rule { session.ruleUsed(rule) }
            switch verdict.outcome {
            case .accept: session.carryOut(command)
            case .refuse(let reply): session.refuse(command, reply)
            case .drop: session.close()
            }
        }
    }

    private func subjects(of command: RuledCommand) -> [String] {
        switch command {
        case .connect: [String(origin.host ?? "")]
        case .mail(let path), .rcpt(let path): [path.address]
        case .data, .bdat: transaction.envelope.forwardPaths.map(\.address)
        case .auth(let credentials): [credentials.user]
        }
    }

    private mutating func carryOut(_ command: RuledCommand) {
        switch command {
        case .connect: reply(configuration.greeting)
        case .mail(let path): transactionBegan(path)
        case .rcpt(let path): recipientTaken(path)
        case .data: beginContent()
        case .bdat(let chunk): begin(chunk)
        case .auth(let credentials): credentialsTaken(credentials)
        }
    }

    /// A reply of 421 ends the session (RFC 5321 section 3.8); a refusal to greet does too.
    private mutating func refuse(_ command: RuledCommand, _ refusal: Reply) {
        switch command {
        case .connect: return refuse(refusal)
        case .mail, .data, .auth: break
        case .rcpt: transaction.envelope.refusedRecipients += 1
        case .bdat(var chunk):
            chunk.refusal = refusal
            return begin(chunk)
        }
        if refusal.code == 421 { refuse(refusal) } else { reply(refusal) }
    }
}
