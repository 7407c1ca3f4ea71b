# Net::SMTP: hands $MESSAGE to $HOST:$PORT, by $TRANSPORT (plain, starttls, tls), with AUTH when $AUTH is not empty.
use strict;
use warnings;
use Net::SMTP;

my %trust = (SSL_ca_file => $ENV{CERTIFICATE}, SSL_verify_mode => 1);
my $client = Net::SMTP->new(
    $ENV{HOST}, Port => $ENV{PORT}, Hello => 'client.test', SSL => $ENV{TRANSPORT} eq 'tls', %trust)
    or die "no connection: $@";
$client->starttls(%trust) or die $client->message . $@ if $ENV{TRANSPORT} eq 'starttls';
$client->auth('app', 'secret') or die $client->message if $ENV{AUTH};
open my $file, '<:raw', $ENV{MESSAGE} or die;
my $content = do { local $/; <$file> };
$client->mail('app@example.test', Bits => '8') && $client->to($ENV{RECIPIENT}) && $client->data($content)
    or die $client->message;
$client->quit;
