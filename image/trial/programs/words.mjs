// What looks into the tables of Unicode and of languages.
for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD']) '비밀번호 café ﬁ'.normalize(form);
const when = new Date(0);
for (const language of ['en', 'ko']) {
  console.log(when.toLocaleString(language), when.toLocaleDateString(language), (1234567.8).toLocaleString(language));
}
console.log(
  when.toLocaleString(),
  when.toString(),
  ['b', 'ä', 'a'].sort((a, b) => a.localeCompare(b)),
);
console.log('İ'.toLowerCase(), 'straße'.toUpperCase(), /\p{Letter}+/u.exec('한글'), [...'한글'].length);
