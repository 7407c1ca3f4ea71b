use strict;
use warnings;
use Email::Sender::Simple;
use Email::Sender::Transport::SMTP;
use Email::Simple;

my $message = Email::Simple->create(
    header => [From => 'app@example.test', To => $ENV{RECIPIENT}, Subject => $ENV{SUBJECT}],
    body => "Hello.\n");
SETTINGS
Email::Sender::Simple->send($message, { transport => $transport });
