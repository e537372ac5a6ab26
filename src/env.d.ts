/// <reference types="astro/client" />

declare module 'virtual:handshake/machine' {
  /** Whether this site was built with a machine image to run programs on; see integrations/machine.ts. */
  export const machineServed: boolean;
  /** What is in that image, and the licence texts that are served with it. */
  export const machineContent: import('./site/machine-packages.ts').MachineContent | undefined;
}

declare namespace App {
  interface Locals {
    /** Words for components in prose (`strings.prose`), which a page sets: components know no language. */
    proseWords: import('./i18n/strings.ts').Strings['prose'];
    /** What `<Term id>` shows, from a page that has prose; `shown` counts them, so that each has an id of its own. */
    glossary?: { terms: readonly import('./course/glossary.ts').GlossaryTerm[]; address: string; shown: number };
    /** The bench beside the prose, where there is one. */
    proseBench?: import('./ui/prose/acts.ts').ProseBench;
    /** What `<Snippet>` shows: the lesson's files, and all lessons by slug. */
    proseLesson?: import('./ui/prose/snippet.ts').ProseLesson;
    /** Of a page of a class: what it shows, with which HTTP status, and its address. */
    classPage?: { view: import('./classroom/server/views.ts').View; status: number; path: string };
  }
}
