import { namesOf } from '../../certificates/index.ts';
import type { Settings } from '../../settings/index.ts';
import { certificateTrouble, RENEW, readCertificate } from '../../startup/index.ts';
import { bad, type Finding, ok, warn } from './finding.ts';

const SUBJECT = 'certificate';

/** Whether a start can listen over TLS, and whether clients will be content; nothing without TLS. */
export function certificateFindings(tls: Settings['tls'], now: number): Finding[] {
  try {
    const certificate = readCertificate(tls);
    if (tls === null || certificate === null) return [];
    const trouble = certificateTrouble(certificate, now);
    if (trouble !== null) return [warn(SUBJECT, `${tls.certFile}: ${trouble}`, RENEW)];
    const { subjectAltName, validTo } = certificate.leaf;
    return [ok(SUBJECT, `for ${namesOf(subjectAltName).join(', ')}, until ${new Date(validTo).toISOString()}`)];
  } catch (error) {
    return [bad(SUBJECT, (error as Error).message, 'make one with `outcry tls init`, or leave both settings out')];
  }
}
