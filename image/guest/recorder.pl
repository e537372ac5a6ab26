# What crosses the machine's network during a run (packet(7)), and the secrets of its TLS connections. Loaded by
# supervisor.pl, whose frames it uses. Nothing waits for any of it: it is looked after whenever the supervisor is up
# anyway, because a wake-up for each packet would double what a packet costs.
package Recorder;
use strict;
use warnings;

use constant {
  # Of the i386 headers, which perl-base has no wrappers for.
  AF_PACKET => 17, SOCK_RAW => 3, SOCK_NONBLOCK => 2048, ETH_P_ALL => 3, SIOCGSTAMP => 0x8906,
  SOL_SOCKET => 1, SO_RCVBUFFORCE => 33, SOL_PACKET => 263, PACKET_STATISTICS => 6, PACKET_IGNORE_OUTGOING => 23,
  LOOPBACK => 1,
  # Bytes of one run that are recorded; what the kernel may hold of it, which it doubles (socket(7)); and those of keys.
  LIMIT => 8388608, HELD => 4194304, KEYS_LIMIT => 1048576,
  # More than a packet of this network has: what is longer than read is cut off.
  LONGEST => 69632,
};

my $tap;              # the socket: open ahead of a run, and bound only during one
my $run;              # id, what is left of both limits, the pipe that secrets come by

# Opened before the machine is saved: the first to want the time of packets has the kernel patch its own code.
sub ready {
  socket(my $made, AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, 0) or return main::complain("packet socket: $!");
  $tap = $made;
  # What is sent to oneself is seen once, when it comes in.
  setsockopt($tap, SOL_PACKET, PACKET_IGNORE_OUTGOING, pack('i', 1))
    && setsockopt($tap, SOL_SOCKET, SO_RCVBUFFORCE, pack('i', HELD)) or main::complain("packet socket: $!");
  # It fails, for nothing has come yet; but from now on packets are stamped as they come, not as they are read.
  stamp();
}

# sockaddr_ll: family, protocol, interface, and what only senders fill in.
sub start {
  my ($id, $keys) = @_;
  ready() unless $tap;
  return unless $tap;
  bind($tap, pack('SniSCCa8', AF_PACKET, ETH_P_ALL, LOOPBACK, 0, 0, 0, '')) or return main::complain("record: $!");
  $run = { id => $id, left => LIMIT, keys_left => KEYS_LIMIT, keys => $keys };
}

# Hands on what there is.
sub attend {
  return unless $run;
  pass_packets() if $tap;
  pass_keys();
}

# To be called when nothing of the run can come any more.
sub finish {
  return unless $run;
  attend();
  close_tap('') if $tap;
  undef $run;
}

# Each packet behind three numbers of 32 bits, the least byte first: seconds, microseconds, its length. A frame may end
# anywhere within.
sub pass_packets {
  my ($told, $packet) = ('', '');
  while (defined sysread($tap, $packet, LONGEST)) {
    $run->{left} -= length $packet;
    last if $run->{left} < 0;
    $told .= stamp() . pack('V', length $packet) . $packet;
    main::send_frame('w', $run->{id}, substr($told, 0, main::CHUNK(), '')) while length $told >= main::CHUNK();
  }
  main::send_frame('w', $run->{id}, $told) if length $told;
  close_tap('cut') if $run->{left} < 0;
}

# When the packet read last has come: a timeval (ioctl(2) of i386). Perl makes room for more.
sub stamp {
  my $time = "\0" x 8;
  ioctl($tap, SIOCGSTAMP, $time);
  return substr($time, 0, 8);
}

# Says what is missing, if anything is: how many packets came too fast, and whether more came than is recorded.
sub close_tap {
  my ($cut) = @_;
  my ($all, $dropped) = unpack('LL', getsockopt($tap, SOL_PACKET, PACKET_STATISTICS));
  main::send_frame('c', $run->{id}, "$dropped $cut") if $dropped || $cut;
  close $tap;
  undef $tap;
}

sub pass_keys {
  while (sysread($run->{keys}, my $lines, main::CHUNK())) {
    # Read all the same, so that whoever writes does not wait for ever.
    next if ($run->{keys_left} -= length $lines) < 0;
    main::send_frame('k', $run->{id}, $lines);
  }
}

1;
