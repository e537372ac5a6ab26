import hashlib
import sys

# The data, and the digest that came with it.
data, received = sys.argv[1:]

# SHA-256 guarantees its integrity.
digest = hashlib.sha256(data.encode()).hexdigest()
if digest == received:
    print('nobody has changed it ->', data)
else:
    print('somebody has changed it ->', data)
