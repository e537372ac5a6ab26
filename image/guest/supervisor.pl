# Process 1 of the machine: carries frames between the console (see src/emulator/protocol.ts) and one
# prepared node process ("zygote") that waits for a program to run. Standard input is the console, both ways.
use strict;
use warnings;
use Fcntl qw(F_SETFL F_SETFD O_NONBLOCK O_CREAT O_EXCL O_TRUNC O_WRONLY);
use POSIX ();
require '/opt/handshake/session.pl';
require '/opt/handshake/recorder.pl';

use constant {
  LEARNER  => 1000,
  CHUNK    => 65536,            # MAX_PAYLOAD of the protocol
  PAGE     => 4096,
  GROUP    => '/sys/fs/cgroup/lesson',
  WORK     => '/lesson',
  DRAIN_S  => 3,                # longest wait for killed processes to let go of their pipes
  # A program that has written this often is left alone for some milliseconds between two looks at what it writes.
  RESTLESS => 64, REST_S => 0.02,
  # Linux system calls on i386, which perl-base has no wrappers for.
  SYS_PRCTL => 172, PR_SET_NO_NEW_PRIVS => 38,
  SYS_CLOCK_SETTIME64 => 404, SYS_SETFSUID => 215, SYS_SETFSGID => 216,
  SYS_SCHED_SETSCHEDULER => 156, SCHED_OTHER => 0, SCHED_BATCH => 3,
  RNDRESEEDCRNG => 0x5207,
};

open(my $console, '+<&=', 0) or die "console: $!";

# Descriptors of the node process: its streams' frame letters, with the variables that name them (src/streams.ts).
my (%STREAM, %VARIABLE);
open(my $streams, '<', '/opt/handshake/streams') or die "streams: $!";
while (<$streams>) {
  my ($fd, $letter, $variable) = split;
  $STREAM{$fd} = $letter;
  $VARIABLE{$variable} = $fd if $variable;
}
close $streams;
# Its order to run comes by one of its own, another one tells its state, and a third the secrets of its connections.
use constant { ORDER => 4, STATE => 5, KEYS => 6 };
my @FDS = (0, ORDER, STATE, KEYS, keys %STREAM);

my $node;             # the zygote or the run: pid, ready, id, pipes
my $waiting;          # a run that came before the zygote was ready: [id, order]
my @flags;            # V8 flags for new zygotes
my $watched = '';     # what select waits for: the console and the process's pipes
my $quiet = '';       # the same without what the process writes
my $started = 0;      # whether a program has been started since the boot
my $trouble = '';     # what went wrong while files were written: the coming run is refused for it
my $in = '';          # console bytes not yet taken as a frame
my $died = 0;         # whether a process has ended that was not waited for yet

$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = sub { $died = 1 };
umask 022;
# What a program prints is passed on when it waits, or some milliseconds later, and not line by line: each time it would
# be a switch of processes there and back (sched(7): a batch process does not interrupt others when it wakes).
schedule(SCHED_BATCH);
Recorder::ready();
watch();

send_frame('u', 0);
while (1) {
  my $resting = $node && delete $node->{resting};
  my ($read, $write) = ($resting ? $quiet : $watched, '');
  vec($write, fileno $node->{stdin}, 1) = 1 if $node && $node->{stdin} && length $node->{input};
  my $wait = Session::wanted(\$read, \$write);
  # Time and again, because a SIGCHLD may come just before the wait.
  my $found = select($read, $write, undef, $resting ? REST_S : $node && defined $node->{id} ? 0.3 : $wait);
  Session::attend($found > 0 ? ($read, $write) : ('', '')) if defined $wait;
  if ($found > 0) {
    read_streams($read) if $node;
    write_input() if $node && $node->{stdin} && vec($write, fileno $node->{stdin}, 1);
    read_console() if vec($read, 0, 1);
  }
  Recorder::attend();
  reap() if $died;
}

sub watch {
  ($watched, $quiet) = ('', '');
  vec($watched, $_, 1) = 1 for 0, $node ? @{ $node->{order} } : ();
  vec($quiet, $_, 1) = 1 for 0, $node ? grep { $node->{from}{$_}{type} eq 'status' } @{ $node->{order} } : ();
}

sub schedule {
  my ($policy, $parameters) = ($_[0], pack('i', 0)); # perl passes no constant string to a system call
  syscall(SYS_SCHED_SETSCHEDULER, 0, $policy, $parameters) == 0 or complain("scheduler: $!");
}

sub send_frame {
  my ($type, $id, $data) = @_;
  $data = '' unless defined $data;
  my $frame = "$type $id " . length($data) . "\n" . $data;
  my $sent = 0;
  while ($sent < length $frame) {
    my $n = syswrite($console, $frame, length($frame) - $sent, $sent);
    next if !defined $n && $!{EINTR};
    last unless defined $n;
    $sent += $n;
  }
}

sub complain { send_frame('l', 0, join '', @_) }

# --- frames from the host ---

sub read_console {
  sysread($console, $in, CHUNK, length $in) or return;
  while ($in =~ /^([A-Z]) ([\w-]+) (\d+)\n/ && length($in) >= $+[0] + $3) {
    my ($type, $id, $from, $length) = ($1, $2, $+[0], $3);
    my $data = substr($in, $from, $length);
    substr($in, 0, $from + $length) = '';
    if    ($type eq 'F') { write_files($data); $trouble = '' if Session::mounted($id, $trouble) }
    elsif ($type eq 'R') { accept_run($id, $data) }
    elsif ($type eq 'I') { Session::is_open($id) ? Session::input($data) : accept_input($id, $data) }
    elsif ($type eq 'K') { kill_all() if is_running($id) }
    elsif ($type eq 'C') { kill('INT', -$node->{pid}) if is_running($id) }
    elsif ($type eq 'P') { start_session($id, $data) }
    elsif ($type eq 'W') { Session::resize($data) if Session::is_open($id) }
    elsif ($type eq 'A') { Session::taken($id) }
    elsif ($type eq 'D') { Session::remove($id, $data) }
    elsif ($type eq 'T') { set_clock($id) }
    elsif ($type eq 'Z') { @flags = split ' ', $data; prepare() }
    elsif ($type eq 'S') { settle($data) }
    else                 { complain("unknown frame $type") }
  }
}

# The process that waits for a run is not needed then, and its memory is. What is in the workspace belongs to programs.
sub start_session {
  my ($id, $order) = @_;
  return refuse($id, $trouble) if $trouble;
  $started = 1;
  Session::start($id, $order);
  return unless $node;
  kill('KILL', $node->{pid});
  forget();
}

sub is_running { $node && defined $node->{id} && $node->{id} eq $_[0] }

# The learner's files are written as the learner, everything else as root, so that a run cannot change
# its own checks, and no link it may have left can lead root astray. Each run pays for every step here.
sub write_files {
  my ($data) = @_;
  my ($as, %made) = (0);
  while ($data =~ /\G(\d+) (\d+)\n/gc) {
    my ($name_length, $length, $at) = ($1, $2, pos $data);
    my $path = substr($data, $at, $name_length);
    pos($data) = $at + $name_length + $length;
    my $owner = substr($path, 0, 5) eq 'work/' ? LEARNER : 0;
    become($as = $owner) if $owner != $as;
    write_file($path, substr($data, $at + $name_length, $length), \%made) or $trouble ||= "cannot write $path: $!";
  }
  become(0) if $as;
}

# The identity that file systems go by (setfsuid(2)); the group first, while there is the right to change it.
sub become {
  my ($id) = @_;
  syscall(SYS_SETFSUID, 0) if $id == 0;
  syscall(SYS_SETFSGID, $id);
  syscall(SYS_SETFSUID, $id);
}

sub write_file {
  my ($path, $content, $made) = @_;
  my $end = rindex $path, '/';
  my $dir = $end < 0 ? WORK : WORK . '/' . substr($path, 0, $end);
  $made->{$dir} ||= make_folder($dir) or return 0;
  $path = WORK . "/$path";
  my $flags = O_WRONLY | O_CREAT | O_EXCL;
  my $file;
  unless (sysopen($file, $path, $flags)) {
    return 0 unless $!{EEXIST};
    # What was written ahead of the first run is written over where it is, so that the folder keeps its order. Later it
    # may be a link, or a file that a program still holds.
    if ($started) { unlink($path) or return 0 } else { $flags = O_WRONLY | O_TRUNC }
    sysopen($file, $path, $flags) or return 0;
  }
  my $sent = 0;
  while ($sent < length $content) {
    my $n = syswrite($file, $content, length($content) - $sent, $sent) or return 0;
    $sent += $n;
  }
  return close $file;
}

sub make_folder {
  my ($dir) = @_;
  return 1 if -d $dir;
  my $end = rindex $dir, '/';
  return make_folder(substr($dir, 0, $end)) && mkdir $dir;
}

sub accept_run {
  my ($id, $order) = @_;
  return refuse($id, $trouble) if $trouble;
  return refuse($id, 'another program is still running') if $waiting || $node && defined $node->{id};
  prepare() unless $node;
  return refuse($id, 'no process could be prepared') unless $node;
  $node->{ready} ? start($id, $order) : ($waiting = [$id, $order]);
}

sub refuse {
  my ($id, $why) = @_;
  $trouble = '';
  send_exit($id, 1, 'start', $why);
}

sub start {
  my ($id, $order) = @_;
  $node->{id} = $id;
  $started = 1;
  # Its first member (see encodeRun); the rest is the program's matter.
  Recorder::start($id, $node->{keys}) if $order =~ /^\{"record":true/;
  syswrite($node->{control}, "$order\n");
}

# Input may arrive before its run has started; it belongs to the next one then.
sub accept_input {
  my ($id, $data) = @_;
  return unless $node && (!defined $node->{id} || $node->{id} eq $id);
  if (length $data) { $node->{input} .= $data } else { $node->{input_ended} = 1 }
  write_input();
}

sub write_input {
  my $pipe = $node->{stdin} or return;
  while (length $node->{input}) {
    my $n = syswrite($pipe, $node->{input}, CHUNK);
    last if !defined $n && ($!{EAGAIN} || $!{EINTR});
    return close delete $node->{stdin} unless defined $n;
    substr($node->{input}, 0, $n) = '';
  }
  close delete $node->{stdin} if $node->{input_ended} && !length $node->{input};
}

# --- the node process ---

sub prepare {
  if ($node) { kill_all(); waitpid($node->{pid}, 0); forget() }
  my %pipe;
  for my $fd (@FDS) {
    pipe(my $out, my $into) or return complain("pipe: $!");
    $pipe{$fd} = $fd == 0 || $fd == ORDER ? [$out, $into] : [$into, $out];  # [the child's end, ours]
  }
  my $pid = fork();
  return complain("fork: $!") unless defined $pid;
  become_node(\%pipe) if $pid == 0;
  my (%from, @order);
  # Output before errors, which are mostly a program's last words; and the state last: what it announces was written
  # after the output.
  for my $fd ((sort keys %STREAM), STATE) {
    my $ours = $pipe{$fd}[1];
    fcntl($ours, F_SETFL, O_NONBLOCK);
    $from{ fileno $ours } = { handle => $ours, type => $STREAM{$fd} || 'status' };
    push @order, fileno $ours;
  }
  fcntl($pipe{$_}[1], F_SETFL, O_NONBLOCK) for 0, KEYS;
  close $pipe{$_}[0] for keys %pipe;
  $node = {
    pid => $pid, ready => 0, input => '', input_ended => 0, from => \%from,
    stdin => $pipe{0}[1], control => $pipe{+ORDER}[1], keys => $pipe{+KEYS}[1],
    state => '', passed => 0, order => \@order,
  };
  watch();
}

sub forget {
  undef $node;
  watch();
}

sub become_node {
  my ($pipe) = @_;
  leave_supervisor();
  # Two steps, because a pipe's end may already sit on a number that another one needs.
  my %high = map { $_ => POSIX::dup2(fileno $pipe->{$_}[0], 40 + $_) } keys %$pipe;
  POSIX::dup2(40 + $_, $_) for keys %$pipe;
  $pipe->{$_} || POSIX::close($_) for 0 .. 60;
  become_learner();
  %ENV = (%ENV, %VARIABLE);
  { exec '/usr/bin/node', @flags, '/opt/handshake/zygote.cjs' }
  POSIX::_exit(127);
}

# A child's first step: it is counted with the learner's programs, and signals mean to it what they mean to any.
sub leave_supervisor {
  $SIG{$_} = 'DEFAULT' for qw(PIPE CHLD);
  schedule(SCHED_OTHER);
  write_to(GROUP . '/cgroup.procs', $$);
  POSIX::setsid();
}

# And the last one before it is another program: nothing leads back from here.
sub become_learner {
  syscall(SYS_PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  $) = LEARNER . ' ' . LEARNER;
  POSIX::setgid(LEARNER);
  POSIX::setuid(LEARNER);
  chdir WORK . '/work';
  %ENV = (PATH => '/usr/bin', HOME => WORK . '/work', LANG => 'C.UTF-8');
}

sub read_streams {
  my ($read) = @_;
  # A copy, because a stream may turn out to have ended.
  my @order = @{ $node->{order} };
  vec($read, $_, 1) && read_stream($_) for @order;
}

sub read_stream {
  my ($fd) = @_;
  my $stream = $node->{from}{$fd} or return 0;
  my $n = sysread($stream->{handle}, my $data, CHUNK);
  return 0 if !defined $n && ($!{EAGAIN} || $!{EINTR});
  if (!$n) {
    close $stream->{handle};
    delete $node->{from}{$fd};
    $node->{order} = [grep { $_ != $fd } @{ $node->{order} }];
    watch();
    return 0;
  }
  if    ($stream->{type} eq 'status') { read_state($data) }
  elsif (defined $node->{id})         { pass_on($stream->{type}, $data) }
  elsif ($stream->{type} eq 'e')      { complain("zygote: $data") }
  return 1;
}

# All there is of what it writes: no pipe holds more than is read at once.
sub read_output { read_stream($_) for grep { $node->{from}{$_}{type} ne 'status' } @{ $node->{order} } }

sub pass_on {
  my ($type, $data) = @_;
  send_frame($type, $node->{id}, $data);
  $node->{resting} = 1 if ++$node->{passed} > RESTLESS && length $data < CHUNK;
  # A process that dies of an uncaught error prints this last; its own tear-down would take a second more.
  end_early() if $type eq 'e' && $node->{state} =~ /^D/m && $data =~ /\nNode\.js v[\d.]+\n\z/;
}

# R: ready for an order. T: about to write to another stream, and waits until what it wrote before is taken.
# X<code>: ended with this code. D<code>: dying with this code, still to print why.
sub read_state {
  my ($data) = @_;
  $node->{state} .= $data;
  if (!$node->{ready} && $node->{state} =~ s/^R\n//) {
    $node->{ready} = 1;
    send_frame('z', 1);
    if ($waiting) { start(@$waiting); undef $waiting }
  }
  if ($node->{state} =~ s/^T\n//m) {
    read_output();
    syswrite($node->{control}, "\n");
  }
  end_early() if $node->{state} =~ /^X/m;
}

sub kill_all { write_to(GROUP . '/cgroup.kill', 1) }

sub write_to {
  my ($path, $text) = @_;
  open(my $file, '>', $path) or return complain("$path: $!");
  syswrite($file, $text);
  close $file;
}

# --- the end of a run ---

# The program has done all it will do. The host is told at once: it restores the machine anyway, and taking a
# process of this size down costs as much as all the rest of a short run.
sub end_early {
  return if !defined $node->{id} || $node->{told};
  $node->{told} = 1;
  read_output();
  Recorder::finish();
  send_exit($node->{id}, $1, '', '') if $node->{state} =~ /^[XD](\d+)/m;
  kill_all();
}

sub reap {
  $died = 0;
  while ((my $pid = waitpid(-1, POSIX::WNOHANG())) > 0) {
    next if Session::finish($pid, $?);
    finish($?) if $node && $pid == $node->{pid};
  }
}

sub finish {
  my ($status) = @_;
  my $code = $status & 127 ? 128 + ($status & 127) : $status >> 8;
  kill_all();
  drain();
  Recorder::finish();
  my ($id, $state, $told) = @$node{qw(id state told)};
  forget();
  return if $told;
  return complain("the zygote ended with $code before it had a program") unless defined $id;
  my $cause = $code == 137 && $state !~ /^[XD]/m && out_of_memory() ? 'memory' : '';
  $code = $1 if $code == 137 && $state =~ /^[XD](\d+)/m;
  send_exit($id, $code, $cause, '');
}

# With every process of the group killed, the pipes end; the limit is for one that does not die at once.
sub drain {
  my $end = time + DRAIN_S;
  while (%{ $node->{from} } && time <= $end) {
    my $read = '';
    vec($read, $_, 1) = 1 for keys %{ $node->{from} };
    read_streams($read) if select($read, undef, undef, 0.1) > 0;
  }
}

sub out_of_memory {
  open(my $events, '<', GROUP . '/memory.events') or return 0;
  return grep { /^oom_kill [1-9]/ } <$events>;
}

sub send_exit {
  my ($id, $code, $cause, $message) = @_;
  my $json = qq({"code":$code);
  $json .= qq(,"cause":"$cause") if $cause;
  if ($message) {
    $message =~ s/([^ !#-\[\]-~])/sprintf '\\u%04x', ord $1/ge;
    $json .= qq(,"message":"$message");
  }
  send_frame('x', $id, "$json}");
}

# --- clock, randomness, saving ---

sub set_clock {
  my ($ms) = @_;
  my $seconds = int($ms / 1000);
  my $time = pack('L4', $seconds & 0xffffffff, int($seconds / 2**32), ($ms - $seconds * 1000) * 1_000_000, 0);
  complain("clock: $!") if syscall(SYS_CLOCK_SETTIME64, 0, $time) != 0;
  open(my $random, '+<', '/dev/urandom') or return complain("urandom: $!");
  ioctl($random, RNDRESEEDCRNG, 0) or complain("reseed: $!");
  send_frame('t', 0);
}

# The last that is done before saving: reads what runs will need of the disk, so that it lies in memory. Of a line
# the first word is a file, the others are pages of it. Until here the kernel has read nothing that it was not asked
# for (see initrd.sh); what a program may ask for later comes over a network, where a read costs more than its length.
sub settle {
  my ($wanted) = @_;
  for (split /\n/, $wanted) {
    my ($path, @pages) = split / /;
    open(my $file, '<:raw', $path) or complain("$path: $!"), next;
    for my $page (@pages) {
      sysseek($file, $page * PAGE, 0);
      sysread($file, my $content, PAGE) or complain("$path, page $page: $!");
    }
    close $file;
  }
  write_to('/sys/block/sda/queue/read_ahead_kb', 128);
  send_frame('s', 0);
}
