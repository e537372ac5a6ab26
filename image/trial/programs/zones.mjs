// Any reader's zone: their programs begin with it.
for (const [i, zone] of Intl.supportedValuesOf('timeZone').entries()) {
  if (i % 4 > 0) continue;
  process.env.TZ = zone;
  new Date(0).getHours();
}
