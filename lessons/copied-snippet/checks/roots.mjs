import { createSecureContext } from 'node:tls';

/** Whatever list an authority comes from, Node puts it into a context of OpenSSL's by one of two methods. */
const methods = Object.getPrototypeOf(createSecureContext({ ca: [] }).context);
const CERTIFICATE = /-----BEGIN CERTIFICATE-----([^-]+)/g;

/**
 * Until the check ends `own` is one more public authority: a context with any but those of `given` trusts it as well, and
 * so does one with all that Node trusts by itself. All in PEM. Returns a function that says whether there was such a one.
 */
export function amongPublicRoots(t, own, given) {
  const { addCACert, addRootCerts } = methods;
  const expected = new Set(given.flatMap(bodies));
  const trusting = new WeakSet();
  let trusted = false;
  const trust = context => {
    if (trusting.has(context)) return;
    trusting.add(context);
    trusted = true;
    addCACert.call(context, own);
  };
  t.after(() => Object.assign(methods, { addCACert, addRootCerts }));
  methods.addCACert = function (pem) {
    addCACert.call(this, pem);
    if (bodies(pem).some(body => !expected.has(body))) trust(this);
  };
  methods.addRootCerts = function () {
    addRootCerts.call(this);
    trust(this);
  };
  return () => trusted;
}

/** The base64 of each certificate, however its lines are broken. */
function bodies(pem) {
  return [...String(pem).matchAll(CERTIFICATE)].map(([, body]) => body.replace(/\s/g, ''));
}
