export { postByFetch as platformPost } from './browser-fetch.ts';
