// How most first tries end.
console.error('about to fail');
throw new TypeError('not caught', { cause: new Error('its cause') });
