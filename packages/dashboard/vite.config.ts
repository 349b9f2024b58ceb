import { defineConfig } from 'vite';

/** `npm run dev -w @outcry/dashboard` serves the page with live changes; its calls go to a platform on the usual port. */
export default defineConfig({
  build: { target: 'es2022', chunkSizeWarningLimit: 300 },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true }, '/health': 'http://127.0.0.1:8080' },
  },
});
