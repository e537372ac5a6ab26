import { hash, login } from './passwords.mjs';

// The machine in this tab is small: here a guess costs less than your
// default.
const options = { cost: { N: 2 ** 8, r: 8, p: 1 } };

const users = new Map();
users.set('minji', await hash('sunshine', options));
users.set('bob', await hash('qwerty123', options));
users.set('carol', await hash('sunshine', options));
users.set('andré', await hash('crème brûlée', options));

console.log('The table that was stolen last night:');
for (const [name, stored] of users) console.log(`  ${name.padEnd(6)} ${stored}`);

// The thief hashed the most popular passwords years ago, each of them
// once, and now only looks them up.
const prepared = new Map();
for (const word of ['123456', 'password', 'qwerty123', 'sunshine']) {
  prepared.set(await hash(word, options), word);
}
console.log('What the thief finds in his list:');
for (const [name, stored] of users) {
  console.log(`  ${name.padEnd(6)} ${prepared.get(stored) ?? '-'}`);
}

// Another keyboard types the same letters as e and a separate accent.
// On the screen nobody sees a difference.
const typed = 'crème brûlée'.normalize('NFD');
const name = await login(users, 'andré', typed, options);
console.log('André, with his new keyboard:', name ? 'welcome' : 'wrong password');
