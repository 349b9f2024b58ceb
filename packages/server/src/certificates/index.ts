export { AuthorityError, type CertifiedKey, newAuthority, serverCertificate } from './authority.ts';
export { type CertificateFacts, certificateFacts, isSelfSigned, isSignedBy, pemCertificates } from './facts.ts';
export { hostName, namesOf } from './host-names.ts';
