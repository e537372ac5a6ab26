/** All that reads and shows a recording, to be loaded when it is wanted first. */
export { writePcapng } from '../../wire/capture/index.ts';
export { asText } from './as-text.ts';
export { openFile, openHex } from './open.ts';
export { WireView } from './WireView.tsx';
