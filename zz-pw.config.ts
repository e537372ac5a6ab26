import base from '/work/wt-drafts/playwright.config.ts';
const { webServer: _, ...rest } = base as any;
export default { ...rest, testDir: '/work/wt-drafts/e2e', outputDir: '/tmp/drafts-results', workers: 1 };
