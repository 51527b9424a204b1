// An example: the back camera, what is found in it, and how long that takes.
import { useCallback, useEffect, useRef, useState } from "react";
import { PermissionsAndroid, Platform, StyleSheet, View } from "react-native";
import { Camera, type Image } from "react-native-pytorch-core";
import { Message, Overlay, Times, sentence, useOpened, type Result } from "../screen";
import { openDetector } from "./detector";
import { contract, model, thresholds } from "./model";

const open = () => openDetector(model, contract, thresholds);

export default function DetectorScreen() {
  const { opened: detector, problem } = useOpened(open);
  const camera = useCameraPermission();
  const [result, setResult] = useState<Result>();
  const [failure, setFailure] = useState<string>();
  const ended = useRef(Date.now());

  const onFrame = useCallback(
    async (image: Image) => {
      try {
        if (!detector) return;
        const capture = Date.now() - ended.current;
        const found = await detector.detect(image);
        setResult({ found, capture, width: image.getWidth(), height: image.getHeight() });
      } catch (error) {
        setFailure(sentence(error));
      } finally {
        // The next picture comes when this one is given back: there is always the newest, and never a queue.
        await image.release();
        ended.current = Date.now();
      }
    },
    [detector],
  );

  if (problem || failure) return <Message text={problem ?? failure ?? ""} />;
  if (camera === false) return <Message text="The app may not use the camera. Allow it in the phone's settings." />;
  if (!detector || !camera) return <Message text="Opening the model." />;
  // In a view of the picture's own shape the boxes lie where they were found.
  const aspectRatio = result ? result.width / result.height : 3 / 4;
  return (
    <View style={styles.screen}>
      <View style={{ aspectRatio }}>
        <Camera style={StyleSheet.absoluteFill} onFrame={onFrame} hideCaptureButton hideFlipButton />
        {result && <Overlay result={result} classNames={detector.contract.classNames} />}
      </View>
      {result && <Times result={result} />}
    </View>
  );
}

/** Whether the camera may be used; undefined until that is known. iOS asks by itself, for Info.plist says why. */
function useCameraPermission(): boolean | undefined {
  const [isAllowed, setAllowed] = useState<boolean>();
  useEffect(() => {
    if (Platform.OS !== "android") {
      setAllowed(true);
      return;
    }
    PermissionsAndroid.request(PermissionsAndroid.PERMISSIONS.CAMERA).then(
      (answer) => setAllowed(answer === PermissionsAndroid.RESULTS.GRANTED),
      () => setAllowed(false),
    );
  }, []);
  return isAllowed;
}

const styles = StyleSheet.create({ screen: { flex: 1, justifyContent: "center", backgroundColor: "black" } });
