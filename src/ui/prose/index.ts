import Wire from '../wire/Wire.astro';
import Code from './Code.astro';
import Compared from './Compared.astro';
import Figure from './Figure.astro';
import Heading2 from './Heading2.astro';
import Heading3 from './Heading3.astro';
import InTerminal from './InTerminal.astro';
import Item from './Item.astro';
import LookAtWire from './LookAtWire.astro';
import MerklePath from './MerklePath.astro';
import Note from './Note.astro';
import Paragraph from './Paragraph.astro';
import Rfc from './Rfc.astro';
import RunFile from './RunFile.astro';
import Snippet from './Snippet.astro';
import Table from './Table.astro';
import Term from './Term.astro';

/** What a lesson's prose may use without importing it, and what stands in for plain elements. */
export const proseComponents = {
  Compared,
  Figure,
  InTerminal,
  LookAtWire,
  MerklePath,
  Note,
  Rfc,
  RunFile,
  Snippet,
  Term,
  Wire,
  h2: Heading2,
  h3: Heading3,
  li: Item,
  p: Paragraph,
  pre: Code,
  table: Table,
};
