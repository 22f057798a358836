onmessage = (event) => postMessage(`got ${event.data.buffer.constructor.name}`);
