import type { Manifest } from '../emulator/manifest.ts';

export type MachineContent = Pick<Manifest, 'version' | 'packages' | 'licences'>;

export interface MachinePackages {
  packages: {
    /** As Debian writes it, `NAME VERSION`. */
    name: string;
    /** `NAME=VERSION` of what apt-get fetches as its source, first its own. */
    sources: string[];
    /** Address of its licence text. */
    licence: string;
  }[];
  /** Licence texts that those refer to, instead of repeating them. */
  common: { name: string; address: string }[];
}

/** What the page about the site says of the machine's content; undefined for a site without a machine. */
export function machinePackages(content: MachineContent | undefined): MachinePackages | undefined {
  if (!content) return undefined;
  const address = (path: string) => `/machine/${content.version}/licences/${path}`;
  return {
    packages: content.packages.map(({ name, version, source, builtUsing }) => ({
      name: `${name} ${version}`,
      sources: [source, ...builtUsing].map(each => `${each.name}=${each.version}`),
      licence: address(`${name}.txt`),
    })),
    common: content.licences
      .filter(path => path.includes('/'))
      .map(path => ({
        name: path.replace(/^.*\/|\.txt$/g, ''),
        address: address(path),
      })),
  };
}
