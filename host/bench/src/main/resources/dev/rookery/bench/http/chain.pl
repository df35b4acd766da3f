# Mojo::UserAgent, asked like ClientMain for what it can do: chain.pl COOKIE. Connections are kept alive.
use Mojo::Base -strict;
use Mojo::IOLoop;
use Mojo::UserAgent;
use Mojolicious;
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC CLOCK_PROCESS_CPUTIME_ID);

my $ua = Mojo::UserAgent->new(request_timeout => 1800, inactivity_timeout => 0);
$ua->on(start => sub { $_[1]->req->headers->cookie($ARGV[0]) });

# One request after the other, each sent from the callback of the one before.
sub hops {
    my ($uri, $left) = @_;
    my ($failure, $next);
    $next = sub {
        $ua->get($uri => sub {
            my ($ua, $tx) = @_;
            $failure = $tx->error->{message} if $tx->error;
            return Mojo::IOLoop->stop if $failure || --$left == 0;
            $next->();
        });
    };
    $next->();
    Mojo::IOLoop->start;
    undef $next;
    die "$failure\n" if $failure;
}

sub chain {
    my ($server, $count) = @_;
    my ($began, $cpu) = (clock_gettime(CLOCK_MONOTONIC), clock_gettime(CLOCK_PROCESS_CPUTIME_ID));
    hops("$server/keepalive", $count);
    return sprintf "ok requests=%d nanos=%.0f cpu=%.0f", $count,
        (clock_gettime(CLOCK_MONOTONIC) - $began) * 1e9, (clock_gettime(CLOCK_PROCESS_CPUTIME_ID) - $cpu) * 1e9;
}

$| = 1;
my $reactor = ref Mojo::IOLoop->singleton->reactor;
print "ok library=Mojolicious-", Mojolicious->VERSION, "_with_$reactor\n";
while (my $line = <STDIN>) {
    my ($verb, %values) = map { split /=/, $_, 2 } split ' ', $line;
    my $answer = eval {
        die "$verb (expected: chain)\n" if $verb ne 'chain';
        chain($values{server}, $values{hops});
    } // "error $@";
    $answer =~ s/\s+\z//;
    print "$answer\n";
}
