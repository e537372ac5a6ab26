const HEADER = 4;

export function headerOf(length) {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(length);
  return header;
}

export function framed(message) {
  const body = Buffer.from(message);
  return Buffer.concat([headerOf(body.length), body]);
}

/** Gives one message after the other as a string. A connection that breaks has ended, as one that ends has. */
export async function* messagesFrom(socket) {
  let chunks = [];
  let have = 0;
  let need = HEADER;
  try {
    for await (const chunk of socket) {
      chunks.push(chunk);
      have += chunk.length;
      if (have < need) continue;
      let rest = Buffer.concat(chunks);
      for (;;) {
        need = HEADER + (rest.length < HEADER ? 0 : rest.readUInt32BE());
        if (rest.length < HEADER || rest.length < need) break;
        yield rest.toString('utf8', HEADER, need);
        rest = rest.subarray(need);
      }
      [chunks, have] = [[rest], rest.length];
    }
  } catch {
    // broken off
  }
}
