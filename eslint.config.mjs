import { defineConfig, globalIgnores } from 'eslint/config';
import astro from 'eslint-plugin-astro';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

import { ARROWS } from './lint/arrows.mjs';

export default defineConfig(
  globalIgnores(['dist/', '.astro/', '.cache/', 'test-results/', 'playwright-report/']),
  ...tseslint.configs.strict,
  ...astro.configs.recommended,
  {
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createNodeResolver({
          extensions: ['.ts', '.tsx', '.mjs', '.js', '.astro', '.json'],
          conditionNames: ['default', 'import', 'node'],
        }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: ARROWS }],
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      // `noUncheckedIndexedAccess` asks for a word where the index is known to be good.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // What only the types tell. A promise that nobody waits for says `void`, and then cannot reject.
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      // A `default` answers for what a union has more, such as `undefined`.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // Programs for a shell speak on the console.
    files: [
      'scripts/**',
      'image/**',
      'testing/**',
      'integrations/**',
      'src/pki/index.ts',
      'src/site/serve/**',
      'src/*.server.ts',
      'lessons/**',
      'e2e/**',
      '**/*.test.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    // A starter has holes that the learner fills, and a wrong answer forgets what it was given.
    files: ['lessons/*/{,twin/}{starter,wrong}/**'],
    rules: { '@typescript-eslint/no-unused-vars': 'off' },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
