export { certificateTrouble, RENEW, readCertificate, type ServingCertificate } from './certificate.ts';
export {
  CREDENTIALS_FILE,
  type CredentialBlocks,
  type DashboardCredentials,
  ENDPOINTS_FILE,
  type Endpoint,
  type Endpoints,
  type KeptBlocks,
  keptCredentials,
  urlOf,
  writeDataFiles,
} from './data-files.ts';
export { offerDayFigures } from './day-figures.ts';
export { DEMO_OWNER, makeDemoWorld } from './demo-world.ts';
export { greeting } from './greeting.ts';
export { missingListings } from './listings.ts';
export { type MarketSource, openMarketSource, SEED_FILE } from './market-source.ts';
export { listenOn, PortTaken } from './ports.ts';
export {
  makeTlsFolder,
  ownAuthority,
  ownCertificate,
  renewCertificate,
  TLS_FOLDER,
  tlsFiles,
  unreadableKey,
  type WantedCertificate,
} from './tls-folder.ts';
export { writeWhole } from './whole-file.ts';
