import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { writePcapng, type Packet } from '../../src/wire/capture/index.ts';
import { untiled, type Layer } from '../../src/wire/field.ts';
import { readFile, type Reading } from '../../src/wire/read.ts';
import { compare, type Comparison } from './compare.ts';
import type { Sharkd } from './sharkd.ts';

/** A capture as it is judged: the file that Wireshark opens, and what we read in it. */
export interface Judged {
  file: string;
  reading: Reading;
}

/** Writes a recording to `folder` as `<name>.pcapng`, its secrets in it, and reads it as anybody's file. */
export function written(
  { packets, keyLog }: { packets: readonly Packet[]; keyLog: string },
  folder: string,
  name: string | number,
): Judged {
  const file = join(folder, `${name}.pcapng`);
  const bytes = writePcapng(packets, keyLog);
  writeFileSync(file, bytes);
  return { file, reading: readFile(bytes)! };
}

/** The layers of a capture, or of one of its packets, each once. */
export function layersOf({ messages }: Reading, packet?: number): Layer[] {
  const wanted = messages.filter(message => packet === undefined || message.packet === packet);
  return [...new Set(wanted.flatMap(({ layers }) => layers))];
}

/** Where leaves do not tile a layer. */
export function tilingFaults({ reading }: Judged): string[] {
  return layersOf(reading).flatMap(layer => untiled(layer) || []);
}

/** Every packet of it beside Wireshark's reading. */
export async function comparisonsOf(sharkd: Sharkd, { file, reading }: Judged): Promise<Comparison[]> {
  await sharkd.load(file);
  const comparisons: Comparison[] = [];
  for (const { packet } of reading.packets) {
    comparisons.push(compare(layersOf(reading, packet.number), await sharkd.frame(packet.number)));
  }
  return comparisons;
}
