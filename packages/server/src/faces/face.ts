import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Player } from '../feeds/index.ts';
import type { Identity } from '../identity/index.ts';
import type { Candle, CandleRequest, Coverage, MarketStreams } from '../marketdata/index.ts';
import type { CallMetrics, StreamMetrics } from '../metrics/index.ts';
import type { ReadModel } from '../readmodel/index.ts';
import type { Engine } from '../runtime/index.ts';
import type { PortSetting, Settings } from '../settings/index.ts';
import type { CredentialBlocks, Endpoints, KeptBlocks } from '../startup/data-files.ts';
import type { Upkeep } from './upkeep.ts';

/** Header of an answer: the journal turn that its command became, or the newest one it saw. */
export const TURN_HEADER = 'x-outcry-turn';

/** Where candles come from. Throws RangeError for a request that nobody can answer. */
export interface CandleSource {
  candles(request: CandleRequest): readonly Candle[] | Promise<readonly Candle[]>;
  /** Stretches of [from, to), ms UTC, in which the platform took in nothing. */
  gaps(from: number, to: number): readonly Coverage[];
}

/** What a face may do with the feed; a player is one. `source` is the setting that named it. */
export type FeedControl = Pick<Player, 'state' | 'speed' | 'now' | 'play' | 'pause' | 'step' | 'setSpeed'> & {
  readonly source: string;
};

/** What every face stands on: one object, shared by all. */
export interface FaceParts {
  readonly engine: Engine;
  readonly readModel: ReadModel;
  readonly identity: Identity;
  readonly candles: CandleSource;
  /** Live market data. */
  readonly streams: MarketStreams;
  readonly feed: FeedControl;
  /** Version of the program. */
  readonly version: string;
  /** Wall clock, ms UTC. */
  readonly wallNow: () => number;
  readonly settings: Settings;
  /** Where this start listens; null until everything does. */
  readonly endpoints: () => Endpoints | null;
  /** The faces of this version. */
  readonly faceNames: readonly string[];
  readonly upkeep: Upkeep;
  /** Where a face's own metrics join. */
  readonly registry: Registry;
  /** Calls over HTTP are measured for every face; those of other protocols are told here by the face. */
  readonly calls: CallMetrics;
  /** What flows over a face's streams is counted here. */
  readonly streamMetrics: StreamMetrics;
  readonly log: Logger;
}

/** Certificate and key, PEM. */
export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Something that listens on a port. */
export interface Listener {
  /** Resolves with the port it got; rejects as node does (EADDRINUSE, EACCES) and may be asked again then. */
  listen(host: string, port: number): Promise<number>;
  close(): Promise<void>;
  /** Goes on with another certificate without closing anything. */
  renew?(tls: TlsFiles): void;
}

/** A port of a face's own, beside HTTP and HTTPS. */
export interface FacePort {
  /** Its block in endpoints.json. */
  readonly block: string;
  /** What a person calls it. */
  readonly title: string;
  readonly scheme: 'http' | 'https' | 'grpc';
  /** The port that is wanted; null: none in this start, and its block is null. `tls` tells whether a certificate is set. */
  wanted(settings: Settings, tls: boolean): PortSetting | null;
  /** What an HTTP application that carries this face alone gets, when it is other than the face's `http`. */
  readonly http?: Face['http'];
  /** Meant for people outside: what the platform does (`/metrics`) is not told there. */
  readonly outside?: true;
  /** What listens there. Without it: an HTTP application that carries this face alone. */
  readonly open?: (parts: FaceParts, tls: TlsFiles | null) => Promise<Listener>;
}

/** What a face adds to the files and lines that lead to it, once everything listens. */
export interface Introduction {
  /** Its blocks of credentials.json: addresses follow the ports of this start, secrets are kept. */
  readonly credentials: (endpoints: Endpoints) => CredentialBlocks;
}

/** A face: its wire on one side, the shared parts on the other. One folder, one line in `platform/faces.ts`. */
export interface Face {
  readonly name: string;
  /**
   * Called once in a start, before anything listens: makes its part of the demo world and its secrets. `kept` is what an
   * earlier start left in credentials.json.
   */
  readonly prepare?: (parts: FaceParts, kept: KeptBlocks) => Promise<Introduction>;
  /** Registers its calls on an application that may carry other faces; called for each application. */
  readonly http?: (app: FastifyInstance, parts: FaceParts) => void | Promise<void>;
  /** The address under which a call is registered; others come back as they are. For faces that know any letter case. */
  readonly rewriteUrl?: (url: string) => string;
  readonly ports?: readonly FacePort[];
  /** Where it is, in a line for people; null: not told of. */
  readonly greeting?: (endpoints: Endpoints) => string | null;
}
