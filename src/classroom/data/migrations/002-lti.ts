import type { Migration } from 'kysely/migration';

import type { Db, DbKind } from '../context.ts';
import { CLASS, create, index, MEMBER, type Table } from './001-first.ts';
import { columnTypes } from './columns.ts';

const PLATFORM: [string[], string, string[]] = [['platform_id'], 'lti_platform', ['id']];

const TABLES: Record<string, Table> = {
  lti_platform: {
    columns: {
      id: 'text',
      name: 'text',
      issuer: 'text',
      client_id: 'text',
      auth_url: 'text',
      token_url: 'text',
      jwks_url: 'text',
      deployments: 'text',
      services: 'text',
      created_at: 'int',
    },
    key: ['id'],
    unique: [['issuer', 'client_id']],
  },
  lti_context: {
    columns: {
      platform_id: 'text',
      deployment: 'text',
      context: 'text',
      class_id: 'text',
      memberships_url: 'text?',
      read_at: 'int?',
      fault: 'text?',
    },
    key: ['platform_id', 'deployment', 'context'],
    refers: [PLATFORM, CLASS],
  },
  lti_link: {
    columns: {
      id: 'text',
      platform_id: 'text',
      deployment: 'text',
      link: 'text',
      class_id: 'text',
      lesson: 'text?',
      line_item: 'text?',
    },
    key: ['id'],
    unique: [['platform_id', 'deployment', 'link']],
    refers: [PLATFORM, CLASS],
  },
  lti_score: {
    columns: {
      link_id: 'text',
      user_id: 'text',
      class_id: 'text',
      given: 'int',
      made_at: 'int',
      due: 'int',
      next_at: 'int',
      attempts: 'int',
      fault: 'text?',
      lease: 'text?',
      leased_until: 'int?',
    },
    key: ['link_id', 'user_id'],
    refers: [[['link_id'], 'lti_link', ['id']], MEMBER],
  },
};

/** What learning platforms have said (LTI 1.3), and the scores that they are to have. */
export function lti(kind: DbKind): Migration {
  return {
    async up(db: Db) {
      for (const [name, table] of Object.entries(TABLES)) await create(db, name, table, columnTypes(kind));
      await index(db, 'lti_context', ['class_id']);
      await index(db, 'lti_link', ['class_id', 'lesson']);
      await index(db, 'lti_score', ['due', 'next_at']);
      await index(db, 'lti_score', ['class_id', 'user_id']);
    },
  };
}
