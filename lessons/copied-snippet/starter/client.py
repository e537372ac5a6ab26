import socket
import ssl
import sys

# A secure client: TLS, with a certificate of our own.
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain('pki/alice.crt', 'pki/alice.key')

with socket.create_connection(('127.0.0.1', int(sys.argv[1]))) as plain:
    with context.wrap_socket(plain) as connection:
        connection.sendall(b'balance 4711\n')
        print('the bank says ->', connection.recv(1024).decode())

# Everything is encrypted: the security of the data is guaranteed.
