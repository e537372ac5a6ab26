import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { dataFolder } from '../../src/classroom/server/data-folder.ts';
import { makeLocalCa } from './local-ca.ts';

// `npm run https`: a certificate for this computer's names and addresses, and the CA that pupils' browsers are to trust.
try {
  const folder = join(dataFolder(), 'https');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { ca, cert, key, names } = await makeLocalCa();
  const at = (name: string): string => join(folder, name);
  await writeFile(at('handshake-class-ca.crt'), ca);
  await writeFile(at('server.crt'), cert);
  await writeFile(at('server.key'), key, { mode: 0o600 });
  console.log(`Made for ${names.join(', ')}.

1. Start with it:
   HOST=0.0.0.0 HANDSHAKE_CERT=${at('server.crt')} HANDSHAKE_KEY=${at('server.key')} npm start

2. Have each pupil's browser trust ${at('handshake-class-ca.crt')} (on a USB stick, say; not over plain http, where
   somebody could exchange it on the way):
   Windows: double-click it, Install Certificate, Local Machine, Trusted Root Certification Authorities.
   macOS: double-click it, then in Keychain Access set it to Always Trust.
   ChromeOS, Android: Settings, Security, Install certificates, CA certificate.
   iPhone, iPad: open it, install the profile, then Settings, General, About, Certificate Trust Settings.
   Firefox: Settings, Privacy & Security, Certificates, View Certificates, Authorities, Import.

The CA's own key has been thrown away: it vouches for this computer and can vouch for nothing else. When this computer's
address changes, run this again. After the course, pupils can remove it again in the same places.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
