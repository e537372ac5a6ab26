# A session: a shell at a terminal (pty(7)), which lives as long as its machine, and a view of the files below work/.
# Loaded by supervisor.pl, whose sends and identities it uses.
package Session;
use strict;
use warnings;
use Fcntl qw(O_RDWR O_RDONLY O_NONBLOCK O_NOCTTY O_NOFOLLOW);
use POSIX ();

use constant {
  # Of the i386 headers (ioctl_tty(2), inotify(7)), which perl-base has no wrappers for.
  TIOCSPTLCK => 0x40045431, TIOCGPTN => 0x80045430, TIOCSCTTY => 0x540E, TIOCSWINSZ => 0x5414,
  SYS_INOTIFY_INIT1 => 332, SYS_INOTIFY_ADD_WATCH => 292,
  # IN_MODIFY, IN_CLOSE_WRITE, IN_MOVED_FROM and _TO, IN_CREATE, IN_DELETE; IN_ONLYDIR, IN_DONT_FOLLOW.
  CHANGES => 0x2 | 0x8 | 0xc0 | 0x100 | 0x200 | 0x1000000 | 0x2000000,
  # Bytes of output that may be on their way to the reader: what writes more waits, as at any slow terminal.
  WINDOW => 131072,
  # Input that nobody reads, kept; a paste beyond it is cut.
  INPUT_KEPT => 262144,
  # Hundredths of a second from a change of the files to a look at them, and between two looks.
  LOOK_AFTER => 20, LOOK_AGAIN => 50,
  # What a reader's editor can take. The rest is named only.
  FILE_BYTES => 262144, ALL_BYTES => 4194304, ENTRIES => 2000, DEPTH => 16,
};

my $shell;            # pid, id, master, input, credit, hung up
my $changes;          # inotify's descriptor, as a file
my $due = 0;          # when to look at the files, in hundredths of a second; 0 where nothing has changed
my $seen = 0;         # when they were looked at last
my $mounted = 0;      # the number of the last change that came from the host
my %known;            # path => what tells that a file is still the same, '' where nothing can
my @troubles;         # why a change that came from the host could not be made

sub is_open { $shell && $shell->{id} eq $_[0] }

# `$order` is "<rows> <columns>" and then variables for the shell, a line each.
sub start {
  my ($id, $order) = @_;
  return main::refuse($id, 'another session is open') if $shell;
  my ($size, @variables) = split /\n/, $order;
  sysopen(my $master, '/dev/ptmx', O_RDWR | O_NOCTTY | O_NONBLOCK) or return main::refuse($id, "ptmx: $!");
  my ($unlocked, $number) = (pack('i', 0), pack('i', 0));
  ioctl($master, TIOCSPTLCK, $unlocked) && ioctl($master, TIOCGPTN, $number) or return main::refuse($id, "pty: $!");
  my $terminal = '/dev/pts/' . unpack('i', $number);
  chown main::LEARNER(), main::LEARNER(), $terminal;
  $shell = { id => $id, master => $master, input => '', credit => WINDOW, hung_up => 0 };
  resize($size);
  # The biggest program is ended where memory runs out, and the shell says so; a run ends as a whole.
  main::write_to(main::GROUP() . '/memory.oom.group', 0);
  watch_files();
  my $pid = fork();
  return main::refuse($id, "fork: $!") unless defined $pid;
  become_shell($terminal, @variables) if $pid == 0;
  $shell->{pid} = $pid;
}

sub become_shell {
  my ($terminal, @variables) = @_;
  main::leave_supervisor();
  sysopen(my $tty, $terminal, O_RDWR) or POSIX::_exit(127);
  ioctl($tty, TIOCSCTTY, 0);
  POSIX::dup2(fileno $tty, $_) for 0 .. 2;
  POSIX::close($_) for 3 .. 60;
  main::become_learner();
  # No histories: they would lie among the reader's files.
  my %quiet = (HISTFILE => '', NODE_REPL_HISTORY => '');
  %ENV = (%ENV, %quiet, TERM => 'xterm-256color', PS1 => '\w \$ ', USER => 'learner', map { split /=/, $_, 2 } @variables);
  { exec '/usr/bin/bash' }
  POSIX::_exit(127);
}

sub resize {
  my ($rows, $columns) = split / /, $_[0];
  my $size = pack('S4', $rows, $columns, 0, 0);
  ioctl($shell->{master}, TIOCSWINSZ, $size) or main::complain("window size: $!");
}

# --- what the supervisor's loop asks and tells ---

# Adds to the bits that select waits for; returns how long it may wait at most.
sub wanted {
  my ($read, $write) = @_;
  return undef unless $shell;
  vec($$read, fileno $shell->{master}, 1) = 1 if $shell->{credit} > 0 && !$shell->{hung_up};
  vec($$write, fileno $shell->{master}, 1) = 1 if length $shell->{input};
  vec($$read, fileno $changes, 1) = 1 if $changes;
  # Also without a change: a SIGCHLD may come just before the wait.
  return $due ? 0.1 : 1;
}

sub attend {
  my ($read, $write) = @_;
  return unless $shell;
  pass_on() if vec($read, fileno $shell->{master}, 1);
  write_input() if length $shell->{input} && vec($write, fileno $shell->{master}, 1);
  note_changes() if $changes && vec($read, fileno $changes, 1);
  tell_files() if $due && ticks() >= $due;
}

sub pass_on {
  my $limit = $shell->{credit} < main::CHUNK() ? $shell->{credit} : main::CHUNK();
  my $n = sysread($shell->{master}, my $data, $limit);
  return 0 if !defined $n && ($!{EAGAIN} || $!{EINTR});
  # EIO: nobody has the terminal open any more.
  $shell->{hung_up} = 1 unless $n;
  return 0 unless $n;
  $shell->{credit} -= $n;
  main::send_frame('p', $shell->{id}, $data);
  return 1;
}

sub taken { $shell->{credit} += $_[0] if $shell }

sub input {
  my ($data) = @_;
  $shell->{input} = substr($shell->{input} . $data, 0, INPUT_KEPT);
  write_input();
}

sub write_input {
  my $n = syswrite($shell->{master}, $shell->{input}, 4096);
  if (defined $n) { substr($shell->{input}, 0, $n) = '' }
  elsif (!$!{EAGAIN} && !$!{EINTR}) { $shell->{input} = '' }
}

# Whether this process was the shell, whose end is the session's.
sub finish {
  my ($pid, $status) = @_;
  return 0 unless $shell && defined $shell->{pid} && $shell->{pid} == $pid;
  my $code = $status & 127 ? 128 + ($status & 127) : $status >> 8;
  main::kill_all();
  $shell->{credit} = WINDOW;
  1 while pass_on();
  tell_files();
  my $id = $shell->{id};
  ($shell, $changes) = (undef, undef);
  main::send_exit($id, $code, '', '');
  return 1;
}

# --- files ---

# Files that come from the host, by their number, have been written; whether there is a session to tell of it.
sub mounted {
  my ($number, $trouble) = @_;
  return 0 unless $shell;
  $mounted = $number;
  push @troubles, $trouble if $trouble;
  $due = ticks();
  return 1;
}

sub remove {
  my ($number, $paths) = @_;
  my $trouble = '';
  for my $path (split /\0/, $paths) {
    main::become(main::LEARNER()) if substr($path, 0, 5) eq 'work/';
    unlink(main::WORK() . "/$path") or $!{ENOENT} or $trouble ||= "cannot remove $path: $!";
    # Folders that this has emptied go with it.
    while ($path =~ s{/[^/]+\z}{} && $path ne 'work') { rmdir(main::WORK() . "/$path") or last }
    main::become(0);
  }
  mounted($number, $trouble);
}

sub ticks { (POSIX::times())[0] }

sub watch_files {
  my $fd = syscall(SYS_INOTIFY_INIT1, O_NONBLOCK);
  return main::complain("inotify: $!") if $fd < 0;
  open($changes, '<&=', $fd) or main::complain("inotify: $!");
  $due = ticks() + LOOK_AFTER;
}

# What has changed is found by looking; that something has is all that is taken from here.
sub note_changes {
  sysread($changes, my $events, main::CHUNK());
  my $now = ticks();
  my $next = $seen + LOOK_AGAIN;
  $due ||= $next > $now + LOOK_AFTER ? $next : $now + LOOK_AFTER;
}

# Records of what differs from the last look, in frames of any cut; an empty one ends them. It looks as the learner, so
# that no link leads it to what only root may read.
sub tell_files {
  my %look = (now => time, told => '', bytes => 0, entries => 0, found => {});
  ($due, $seen) = (0, ticks());
  $look{told} .= '0 ' . length($_) . "\n$_" for splice @troubles;
  main::become(main::LEARNER());
  look_into('work', 0, \%look);
  main::become(0);
  # What it did not come to see need not be gone.
  my @gone = $look{entries} > ENTRIES ? () : grep { !exists $look{found}{$_} } sort keys %known;
  delete $known{$_}, $look{told} .= length($_) . " -\n$_" for @gone;
  %known = (%known, %{ $look{found} });
  for (my $at = 0; $at < length $look{told}; $at += main::CHUNK()) {
    main::send_frame('f', $mounted, substr($look{told}, $at, main::CHUNK()));
  }
  main::send_frame('f', $mounted);
}

sub look_into {
  my ($folder, $depth, $look) = @_;
  my $path = main::WORK() . "/$folder";
  syscall(SYS_INOTIFY_ADD_WATCH, fileno $changes, $path, CHANGES) if $changes;
  opendir(my $dir, $path) or return;
  for my $name (sort readdir $dir) {
    next if $name eq '.' || $name eq '..';
    return if ++$look->{entries} > ENTRIES;
    my @is = lstat "$path/$name" or next;
    if    (-d _) { look_into("$folder/$name", $depth + 1, $look) if $depth < DEPTH }
    elsif (-f _) { look_at("$folder/$name", $look, @is) }
  }
}

sub look_at {
  my ($path, $look, @is) = @_;
  my ($inode, $size, $modified, $changed) = @is[1, 7, 9, 10];
  # Within one second it may change again and look the same.
  my $same = $modified < $look->{now} && $changed < $look->{now} ? "$inode $size $modified $changed" : '';
  $look->{found}{$path} = $same;
  $look->{bytes} += $size if $size <= FILE_BYTES;
  return if length $same && defined $known{$path} && $known{$path} eq $same;
  my $content = $size <= FILE_BYTES && $look->{bytes} <= ALL_BYTES ? content_of($path) : undef;
  $look->{told} .= length($path) . (defined $content ? ' ' . length($content) . "\n$path$content" : " !\n$path");
}

# It may have become a link or a pipe meanwhile.
sub content_of {
  my ($path) = @_;
  sysopen(my $file, main::WORK() . "/$path", O_RDONLY | O_NOFOLLOW | O_NONBLOCK) or return undef;
  return undef unless -f $file;
  my $content = '';
  1 while length $content <= FILE_BYTES && sysread($file, $content, main::CHUNK(), length $content);
  return length $content <= FILE_BYTES ? $content : undef;
}

1;
