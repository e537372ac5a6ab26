export interface TableName {
  name: string;
  /** Its columns by which every row is told from the others. */
  key: readonly string[];
  /** Whether the database numbers the rows. */
  numbered?: true;
}

/** Every table, each behind those that it refers to. */
export const TABLES: readonly TableName[] = [
  { name: 'user', key: ['id'] },
  { name: 'identity', key: ['issuer', 'subject'] },
  { name: 'session', key: ['token_hash'] },
  { name: 'passkey', key: ['id'] },
  { name: 'ticket', key: ['purpose', 'key_hash'] },
  { name: 'class', key: ['id'] },
  { name: 'membership', key: ['class_id', 'user_id'] },
  { name: 'join_code', key: ['code'] },
  { name: 'chapter_opening', key: ['class_id', 'chapter'] },
  { name: 'deadline', key: ['class_id', 'unit'] },
  { name: 'extension', key: ['class_id', 'user_id', 'unit'] },
  { name: 'announcement', key: ['id'] },
  { name: 'event', key: ['class_id', 'user_id', 'id'] },
  { name: 'latest_event', key: ['class_id', 'user_id', 'lesson', 'kind'] },
  { name: 'submission', key: ['seq'], numbered: true },
  { name: 'grade_override', key: ['seq'], numbered: true },
  { name: 'comment', key: ['seq'], numbered: true },
  { name: 'lti_platform', key: ['id'] },
  { name: 'lti_context', key: ['platform_id', 'deployment', 'context'] },
  { name: 'lti_link', key: ['id'] },
  { name: 'lti_score', key: ['link_id', 'user_id'] },
  { name: 'audit', key: ['seq'] },
  { name: 'setting', key: ['key'] },
  { name: 'throttle', key: ['key'] },
];
