/** A node of the drawing; `x` counts leaves from the left, `height` levels from the bottom. */
export interface TreeNode {
  name: string;
  x: number;
  height: number;
  /** On the way from the leaf to the root, one of its proof's hashes, or neither. */
  part: 'way' | 'proof' | 'rest';
  children: TreeNode[];
}

/** A step of the way up: what is held, what the proof adds, and the two in the order in which they are hashed. */
export interface TreeStep {
  held: string;
  given: string;
  hashed: string;
}

/** The tree above leaves with these names (RFC 9162, 2.1.1), and which of it the leaf at `index` needs for its proof. */
export function merklePath(leaves: readonly string[], index: number): { nodes: TreeNode[]; steps: TreeStep[] } {
  if (leaves[index] === undefined)
    throw new Error(`<MerklePath> has no leaf ${index}; it has ${leaves.length}, from 0`);
  const top = build(leaves, 0, index);
  const nodes = below(top);
  const steps = nodes.filter(node => node.part === 'way' && node.children.length > 0).map(stepOf);
  return { nodes, steps: steps.reverse() };
}

function build(leaves: readonly string[], from: number, index: number): TreeNode {
  const way = index >= from && index < from + leaves.length;
  const part = way ? 'way' : 'rest';
  if (leaves.length === 1) return { name: leaves[0]!, x: from, height: 0, part, children: [] };
  const left = largestPowerOfTwoBelow(leaves.length);
  const children = [build(leaves.slice(0, left), from, index), build(leaves.slice(left), from + left, index)];
  if (way) for (const child of children) if (child.part === 'rest') child.part = 'proof';
  const [x, height] = [average(children.map(child => child.x)), Math.max(...children.map(child => child.height)) + 1];
  return { name: leaves.join(''), x, height, part, children };
}

/** A node and all below it, the highest first on each way down. */
function below(node: TreeNode): TreeNode[] {
  return [node, ...node.children.flatMap(below)];
}

function stepOf({ children }: TreeNode): TreeStep {
  const name = (part: TreeNode['part']) => children.find(child => child.part === part)!.name;
  return { held: name('way'), given: name('proof'), hashed: children.map(child => child.name).join(', ') };
}

function largestPowerOfTwoBelow(size: number): number {
  return 2 ** Math.ceil(Math.log2(size) - 1);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
