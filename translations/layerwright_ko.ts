<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko">
<context>
    <name>lw::ui::AboutDialog</name>
    <message>
        <source>About Layerwright</source>
        <translation>Layerwright 정보</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>버전 %1</translation>
    </message>
    <message>
        <source>A workbench for Keras and TensorFlow models. It works without a network, without Python and without TensorFlow, and never runs code that a file contains.

Free software under the GNU General Public License, version 3 or later. Made with Qt, oneDNN, HDF5, QCustomPlot and libzip.</source>
        <translation>Keras와 TensorFlow 모델을 위한 작업대입니다. 네트워크, Python, TensorFlow 없이 동작하며 파일에 든 코드는 절대 실행하지 않습니다.

GNU General Public License 버전 3 이상을 따르는 자유 소프트웨어입니다. Qt, oneDNN, HDF5, QCustomPlot, libzip으로 만들었습니다.</translation>
    </message>
</context>
<context>
    <name>lw::ui::ActionReason</name>
    <message>
        <source>Open a model first</source>
        <translation>먼저 모델을 여세요</translation>
    </message>
</context>
<context>
    <name>lw::ui::AddInputDialog</name>
    <message>
        <source>Add an input</source>
        <translation>입력 추가</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>이름(&amp;N)</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Until a layer reads it, the new input is an output too. Select it and another layer, and insert a merge.</source>
        <translation>레이어가 읽기 전까지 새 입력은 출력이기도 합니다. 이 입력과 다른 레이어를 선택한 뒤 병합을 삽입하세요.</translation>
    </message>
    <message>
        <source>chosen automatically</source>
        <translation>자동으로 정함</translation>
    </message>
</context>
<context>
    <name>lw::ui::ArgumentEditor</name>
    <message>
        <source>needed</source>
        <translation>필수</translation>
    </message>
    <message>
        <source>This is no number, word or list: brackets may be open</source>
        <translation>숫자, 단어, 목록 어느 것도 아닙니다. 괄호가 닫히지 않았을 수 있습니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::ArrayFile</name>
    <message>
        <source>Save values</source>
        <translation>값 저장</translation>
    </message>
    <message>
        <source>NumPy array (*.npy)</source>
        <translation>NumPy 배열 (*.npy)</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>%1 저장 중</translation>
    </message>
</context>
<context>
    <name>lw::ui::BlendDialog</name>
    <message>
        <source>Model &amp;B</source>
        <translation>모델 B(&amp;B)</translation>
    </message>
    <message>
        <source>Model &amp;C</source>
        <translation>모델 C(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;With</source>
        <translation>함께(&amp;W)</translation>
    </message>
    <message>
        <source>A&amp;mount</source>
        <translation>비율(&amp;M)</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>혼합</translation>
    </message>
    <message>
        <source>Interpolate</source>
        <translation>보간</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Add a task vector</source>
        <translation>작업 벡터 더하기</translation>
    </message>
    <message>
        <source>Exponential average</source>
        <translation>지수 평균</translation>
    </message>
    <message>
        <source>Interpolate on the arc</source>
        <translation>호를 따라 보간</translation>
    </message>
    <message>
        <source>&amp;Rule</source>
        <translation>규칙(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Into (A)</source>
        <translation>대상 A(&amp;I)</translation>
    </message>
    <message>
        <source>Other amounts for single &amp;layers (empty: the one above)</source>
        <translation>레이어별 다른 비율(&amp;L) (비우면 위의 값)</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>The mean of A and all that are ticked</source>
        <translation>A와 선택한 모든 모델의 평균</translation>
    </message>
    <message>
        <source>(1 − t) · A + t · B</source>
        <translation>(1 − t) · A + t · B</translation>
    </message>
    <message>
        <source>A + s · (B − C): what training made of C, added to A</source>
        <translation>A + s · (B − C): C를 훈련해 얻은 변화를 A에 더함</translation>
    </message>
    <message>
        <source>From A on, in the order of the list: d · so far + (1 − d) · next</source>
        <translation>A부터 목록의 순서대로: d · 지금까지 + (1 − d) · 다음</translation>
    </message>
    <message>
        <source>From A to B at constant length, each weight as one vector</source>
        <translation>가중치마다 하나의 벡터로 보아 A에서 B로 호를 따라</translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s) are blended</source>
        <translation>
            <numerusform>변수 %n개를 혼합</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stay(s) as in A</source>
        <translation>
            <numerusform>%n개는 A 그대로</numerusform>
        </translation>
    </message>
    <message>
        <source>by name</source>
        <translation>이름으로</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>순서대로</translation>
    </message>
    <message>
        <source>by structure</source>
        <translation>구조로</translation>
    </message>
    <message>
        <source>Mat&amp;ched</source>
        <translation>짝짓기(&amp;C)</translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s) of the others have no place in A</source>
        <translation>
            <numerusform>다른 모델의 변수 %n개는 A에 자리가 없음</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: no place in A</source>
        <translation>%1: A에 자리가 없음</translation>
    </message>
    <message>
        <source>The state of the optimizer stays that of A.</source>
        <translation>옵티마이저의 상태는 A의 것이 유지됩니다.</translation>
    </message>
    <message>
        <source>%1: “%2” is no number</source>
        <translation>%1: “%2”은(는) 수가 아닙니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::BuildController</name>
    <message>
        <source>The model was not made</source>
        <translation>모델을 만들지 못했습니다</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>Making a model of %1</source>
        <translation>%1(으)로 모델 만드는 중</translation>
    </message>
    <message>
        <source>No model was made of %1</source>
        <translation>%1(으)로 모델을 만들지 못했습니다</translation>
    </message>
    <message>
        <source>That cannot be a model of its own</source>
        <translation>독립된 모델이 될 수 없습니다</translation>
    </message>
    <message>
        <source>A branch off %1</source>
        <translation>%1에서 분기</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message numerus="yes">
        <source>Merge %n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개 병합</numerusform>
        </translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>삽입</translation>
    </message>
    <message numerus="yes">
        <source>%n weight(s) moved in the order of HDF5 files: what trains comes first in each group.</source>
        <translation>
            <numerusform>HDF5 파일의 순서에서 가중치 %n개가 자리를 옮겼습니다. 각 그룹에서 훈련 가능한 가중치가 먼저 옵니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the order</source>
        <translation>순서 보기</translation>
    </message>
    <message>
        <source>the pasted JSON</source>
        <translation>붙여 넣은 JSON</translation>
    </message>
    <message>
        <source>%1 has its input; now add layers</source>
        <translation>%1에 입력이 만들어졌습니다. 이제 레이어를 추가하세요</translation>
    </message>
    <message>
        <source>Append (%1) puts one at the end, Insert after (%2) behind the layer that is selected.</source>
        <translation>덧붙이기(%1)는 끝에, 다음에 삽입(%2)은 선택한 레이어 뒤에 레이어를 넣습니다.</translation>
    </message>
    <message>
        <source>Append a layer…</source>
        <translation>레이어 덧붙이기…</translation>
    </message>
    <message>
        <source>Cloning %1</source>
        <translation>%1 복제 중</translation>
    </message>
    <message>
        <source>%1 was not cloned</source>
        <translation>%1을(를) 복제하지 못했습니다</translation>
    </message>
    <message>
        <source>Merge %1</source>
        <translation>%1 병합</translation>
    </message>
</context>
<context>
    <name>lw::ui::ChoiceDelegate</name>
    <message>
        <source>%1 (taken)</source>
        <translation>%1 (사용 중)</translation>
    </message>
</context>
<context>
    <name>lw::ui::CloseController</name>
    <message>
        <source>Unsaved changes</source>
        <translation>저장하지 않은 변경 사항</translation>
    </message>
    <message>
        <source>%1 has changes that are not saved.</source>
        <translation>%1에 저장하지 않은 변경 사항이 있습니다.</translation>
    </message>
    <message>
        <source>Without saving they are lost.</source>
        <translation>저장하지 않으면 사라집니다.</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>저장 중</translation>
    </message>
    <message>
        <source>%1 is still being saved.</source>
        <translation>%1을(를) 아직 저장하고 있습니다.</translation>
    </message>
    <message>
        <source>When the save is stopped, the old file stays as it was.</source>
        <translation>저장을 중단하면 이전 파일이 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Close when saved</source>
        <translation>저장되면 닫기</translation>
    </message>
    <message>
        <source>Stop saving and close</source>
        <translation>저장을 중단하고 닫기</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>저장 안 함</translation>
    </message>
</context>
<context>
    <name>lw::ui::ComposeDialog</name>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Compose a checkpoint</source>
        <translation>체크포인트 구성</translation>
    </message>
    <message>
        <source>Layer or variable</source>
        <translation>레이어 또는 변수</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>형상</translation>
    </message>
    <message>
        <source>Tick layers or variables. Double-click a key to change it.</source>
        <translation>레이어나 변수를 선택하세요. 키를 두 번 클릭하면 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>체크포인트</translation>
    </message>
    <message>
        <source>A checkpoint needs a name, which its files begin with.</source>
        <translation>체크포인트에는 이름이 필요합니다. 파일 이름이 그 이름으로 시작합니다.</translation>
    </message>
    <message>
        <source>The folder %1 does not exist.</source>
        <translation>%1 폴더가 없습니다.</translation>
    </message>
    <message>
        <source>%1 exists and will be replaced.</source>
        <translation>%1이(가) 이미 있으며 바꿉니다.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>The whole model</source>
        <translation>모델 전체</translation>
    </message>
</context>
<context>
    <name>lw::ui::Core</name>
    <message>
        <source>there is no such file or folder</source>
        <translation>그런 파일이나 폴더가 없습니다</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>그런 파일이 없습니다</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>파일이 비어 있습니다</translation>
    </message>
    <message>
        <source>this is a folder</source>
        <translation>폴더입니다</translation>
    </message>
    <message>
        <source>this is not a regular file</source>
        <translation>일반 파일이 아닙니다</translation>
    </message>
    <message>
        <source>the symbolic links form a loop</source>
        <translation>심볼릭 링크가 서로를 가리킵니다</translation>
    </message>
    <message>
        <source>this is no model that Layerwright knows; it looks like %1</source>
        <translation>Layerwright가 아는 모델이 아닙니다. %1처럼 보입니다</translation>
    </message>
    <message>
        <source>this is no model that Layerwright knows (HDF5, .keras, SavedModel, checkpoint, architecture JSON, .npz, .safetensors)</source>
        <translation>Layerwright가 아는 모델이 아닙니다(HDF5, .keras, SavedModel, 체크포인트, 아키텍처 JSON, .npz, .safetensors)</translation>
    </message>
    <message>
        <source>this folder is neither a SavedModel (no saved_model.pb) nor does it hold a checkpoint</source>
        <translation>이 폴더는 SavedModel이 아니고(saved_model.pb 없음) 체크포인트도 없습니다</translation>
    </message>
    <message>
        <source>the data ends early: %1 bytes wanted, %2 left</source>
        <translation>데이터가 일찍 끝납니다. %1바이트가 필요한데 %2바이트만 남았습니다</translation>
    </message>
    <message>
        <source>an offset points past the end</source>
        <translation>오프셋이 파일 끝을 넘어갑니다</translation>
    </message>
    <message>
        <source>the data reaches past the end of the file; the file may have been cut</source>
        <translation>데이터가 파일 끝을 넘어갑니다. 파일이 잘렸을 수 있습니다</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>메모리가 부족합니다</translation>
    </message>
    <message>
        <source>there is not enough memory for %1 bytes</source>
        <translation>%1바이트를 담을 메모리가 부족합니다</translation>
    </message>
    <message>
        <source>this is not an HDF5 file</source>
        <translation>HDF5 파일이 아닙니다</translation>
    </message>
    <message>
        <source>the HDF5 file is cut: it should have %1 bytes and has %2</source>
        <translation>HDF5 파일이 잘렸습니다. %1바이트여야 하는데 %2바이트입니다</translation>
    </message>
    <message>
        <source>HDF5 superblock of version %1, which is not known</source>
        <translation>알 수 없는 HDF5 슈퍼블록 버전 %1입니다</translation>
    </message>
    <message>
        <source>this HDF5 file is beyond what Layerwright reads: %1</source>
        <translation>Layerwright가 읽을 수 있는 범위를 넘는 HDF5 파일입니다: %1</translation>
    </message>
    <message>
        <source>this file is damaged or hostile: the HDF5 reader did not survive it</source>
        <translation>파일이 손상되었거나 악의적입니다. HDF5 리더가 견디지 못했습니다</translation>
    </message>
    <message>
        <source>this file is damaged or hostile: reading it took too long</source>
        <translation>파일이 손상되었거나 악의적입니다. 읽는 데 너무 오래 걸립니다</translation>
    </message>
    <message>
        <source>the program layerwright-hdf5-reader is missing; install Layerwright again</source>
        <translation>layerwright-hdf5-reader 프로그램이 없습니다. Layerwright를 다시 설치하세요</translation>
    </message>
    <message>
        <source>damaged HDF5: %1</source>
        <translation>손상된 HDF5: %1</translation>
    </message>
    <message>
        <source>its numbers lie in another file (%1), and no file that a file names is ever opened</source>
        <translation>숫자가 다른 파일(%1)에 있습니다. 파일이 가리키는 파일은 절대 열지 않습니다</translation>
    </message>
    <message>
        <source>it is a virtual dataset, made of other files, which are never opened</source>
        <translation>다른 파일로 이루어진 가상 데이터세트입니다. 그런 파일은 절대 열지 않습니다</translation>
    </message>
    <message>
        <source>it lies outside of the file</source>
        <translation>파일 밖에 있습니다</translation>
    </message>
    <message>
        <source>it claims %1 bytes, but only %2 lie in the file</source>
        <translation>%1바이트라고 하지만 파일에는 %2바이트뿐입니다</translation>
    </message>
    <message>
        <source>decoding it needs %1 bytes, more than this machine&apos;s memory allows</source>
        <translation>디코딩에 %1바이트가 필요합니다. 이 컴퓨터의 메모리로는 부족합니다</translation>
    </message>
    <message>
        <source>its type, %1, is not one of a tensor</source>
        <translation>자료형 %1은(는) 텐서의 자료형이 아닙니다</translation>
    </message>
    <message>
        <source>its dimensions multiply to more than any file can hold</source>
        <translation>차원을 곱하면 어떤 파일에도 담을 수 없는 크기입니다</translation>
    </message>
    <message>
        <source>A soft link to %1 is not followed</source>
        <translation>%1(으)로 가는 소프트 링크는 따라가지 않습니다</translation>
    </message>
    <message>
        <source>A link to another file, %1, is not followed: no file that a file names is ever opened</source>
        <translation>다른 파일 %1(으)로 가는 링크는 따라가지 않습니다. 파일이 가리키는 파일은 절대 열지 않습니다</translation>
    </message>
    <message>
        <source>A user-defined link is not followed</source>
        <translation>사용자 정의 링크는 따라가지 않습니다</translation>
    </message>
    <message>
        <source>A part of the HDF5 file cannot be read: %1</source>
        <translation>HDF5 파일의 일부를 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The attribute %1 is not read: %2</source>
        <translation>속성 %1을(를) 읽지 않았습니다: %2</translation>
    </message>
    <message>
        <source>This system does not let the HDF5 reader give up its rights (seccomp is missing); open only files that you trust</source>
        <translation>이 시스템에서는 HDF5 리더가 권한을 내려놓을 수 없습니다(seccomp 없음). 믿을 수 있는 파일만 여세요</translation>
    </message>
    <message>
        <source>this HDF5 file holds no numbers and nothing of Keras</source>
        <translation>이 HDF5 파일에는 숫자도 Keras 정보도 없습니다</translation>
    </message>
    <message>
        <source>This HDF5 file was not written by Keras; its datasets are shown as they are</source>
        <translation>Keras가 쓴 HDF5 파일이 아닙니다. 데이터세트를 있는 그대로 보여 줍니다</translation>
    </message>
    <message>
        <source>The list of layers names this one, but the file has no group for it</source>
        <translation>레이어 목록에는 있지만 파일에 해당 그룹이 없습니다</translation>
    </message>
    <message>
        <source>The list of weights names %1, but the file does not hold it</source>
        <translation>가중치 목록에 %1이(가) 있지만 파일에는 없습니다</translation>
    </message>
    <message>
        <source>The weight cannot be read: %1</source>
        <translation>가중치를 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The dataset is left out: %1</source>
        <translation>데이터세트를 제외했습니다: %1</translation>
    </message>
    <message>
        <source>The training configuration is damaged: %1</source>
        <translation>훈련 설정이 손상되었습니다: %1</translation>
    </message>
    <message>
        <source>The list %1 is there both whole and in chunks; the whole one is used</source>
        <translation>목록 %1이(가) 전체와 조각 두 형태로 있습니다. 전체를 사용합니다</translation>
    </message>
    <message>
        <source>The list %1 has a gap before chunk %2; the rest is not used</source>
        <translation>목록 %1의 조각 %2 앞이 비어 있습니다. 나머지는 사용하지 않습니다</translation>
    </message>
    <message>
        <source>the weights are a symbolic link, which is not followed</source>
        <translation>가중치가 심볼릭 링크입니다. 따라가지 않습니다</translation>
    </message>
    <message>
        <source>the file holds no weights</source>
        <translation>파일에 가중치가 없습니다</translation>
    </message>
    <message>
        <source>the archive is too short to be a zip file</source>
        <translation>zip 파일이라기에는 너무 짧습니다</translation>
    </message>
    <message>
        <source>the archive has no directory at its end; it may have been cut</source>
        <translation>아카이브 끝에 목록이 없습니다. 잘렸을 수 있습니다</translation>
    </message>
    <message>
        <source>the archive&apos;s directory is damaged</source>
        <translation>아카이브의 목록이 손상되었습니다</translation>
    </message>
    <message>
        <source>a member reaches past the end of the archive; it may have been cut</source>
        <translation>항목이 아카이브 끝을 넘어갑니다. 잘렸을 수 있습니다</translation>
    </message>
    <message>
        <source>a member&apos;s own header contradicts the directory</source>
        <translation>항목의 헤더가 목록과 맞지 않습니다</translation>
    </message>
    <message>
        <source>the archive is encrypted</source>
        <translation>아카이브가 암호화되어 있습니다</translation>
    </message>
    <message>
        <source>the checksum of a member is wrong; the file is damaged</source>
        <translation>항목의 체크섬이 틀립니다. 파일이 손상되었습니다</translation>
    </message>
    <message>
        <source>a member does not unpack to its declared size</source>
        <translation>항목의 압축을 풀면 적힌 크기와 다릅니다</translation>
    </message>
    <message>
        <source>two members of the archive have the same name</source>
        <translation>아카이브에 이름이 같은 항목이 둘 있습니다</translation>
    </message>
    <message>
        <source>the archive has no %1, so it is not a Keras model</source>
        <translation>아카이브에 %1이(가) 없어 Keras 모델이 아닙니다</translation>
    </message>
    <message>
        <source>The archive&apos;s metadata is not usable: %1</source>
        <translation>아카이브의 메타데이터를 쓸 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The archive holds no weights</source>
        <translation>아카이브에 가중치가 없습니다</translation>
    </message>
    <message>
        <source>The vocabulary is too large to be read</source>
        <translation>어휘가 너무 커서 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>The vocabulary in the archive&apos;s assets cannot be read</source>
        <translation>아카이브 애셋에 있는 어휘를 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>The vocabulary of the layer is not in the model&apos;s config, so it is not written; what is saved has to be adapted again</source>
        <translation>레이어의 어휘가 모델 설정에 없어 쓰지 않습니다. 저장한 것은 다시 adapt해야 합니다</translation>
    </message>
    <message>
        <source>The weights of the words cannot be read: %1</source>
        <translation>단어의 가중치를 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The file has other words than weights of words, so the weights are left out</source>
        <translation>파일의 단어와 단어 가중치가 서로 맞지 않아 가중치를 제외합니다</translation>
    </message>
    <message>
        <source>The words of the layer are not in its table: %1</source>
        <translation>레이어의 단어가 테이블에 없습니다: %1</translation>
    </message>
    <message>
        <source>the layer&apos;s table is not there</source>
        <translation>레이어의 테이블이 없습니다</translation>
    </message>
    <message>
        <source>the layer&apos;s table is empty</source>
        <translation>레이어의 테이블이 비어 있습니다</translation>
    </message>
    <message>
        <source>The words that adapt() found are written into the layer&apos;s config: Keras takes them for given ones, and learns no others</source>
        <translation>adapt()가 찾은 단어를 레이어의 설정에 씁니다. Keras는 이를 주어진 단어로 여기며 다른 단어를 학습하지 않습니다</translation>
    </message>
    <message>
        <source>Weights hold no words of lookup layers: what adapt() found is not in the file</source>
        <translation>가중치에는 조회 레이어의 단어가 담기지 않습니다. adapt()가 찾은 단어는 파일에 없습니다</translation>
    </message>
    <message>
        <source>tf_keras loads no HDF5 weights into a model whose words adapt() found; take .weights.h5 or a checkpoint</source>
        <translation>tf_keras는 adapt()가 단어를 찾은 모델에 HDF5 가중치를 불러오지 않습니다. .weights.h5나 체크포인트를 선택하세요</translation>
    </message>
    <message>
        <source>HashedCrossing of Keras 3 takes two inputs, and here it gets %1</source>
        <translation>Keras 3의 HashedCrossing은 입력을 두 개 받는데 여기서는 %1개를 받습니다</translation>
    </message>
    <message>
        <source>its vocabulary would be a file on disk, which no model holds; list the words</source>
        <translation>어휘가 디스크의 파일이 되는데 이는 모델에 담기지 않습니다. 단어를 나열하세요</translation>
    </message>
    <message>
        <source>its vocabulary would be empty</source>
        <translation>어휘가 비게 됩니다</translation>
    </message>
    <message>
        <source>its vocabulary holds something that is no text</source>
        <translation>어휘에 텍스트가 아닌 것이 있습니다</translation>
    </message>
    <message>
        <source>its vocabulary holds something that is no whole number</source>
        <translation>어휘에 정수가 아닌 것이 있습니다</translation>
    </message>
    <message>
        <source>its vocabulary would hold this twice: %1</source>
        <translation>어휘에 같은 항목이 두 번 들어갑니다: %1</translation>
    </message>
    <message>
        <source>its vocabulary would hold the mask token among the words</source>
        <translation>어휘의 단어 가운데 마스크 토큰이 들어갑니다</translation>
    </message>
    <message>
        <source>its vocabulary would have %1 indices, and max_tokens is %2</source>
        <translation>어휘의 인덱스가 %1개가 되는데 max_tokens는 %2입니다</translation>
    </message>
    <message>
        <source>it would have %1 idf_weights for %2 entries of its vocabulary</source>
        <translation>idf_weights가 %1개인데 어휘의 항목은 %2개가 됩니다</translation>
    </message>
    <message>
        <source>idf_weights are for the output_mode tf_idf only</source>
        <translation>idf_weights는 output_mode가 tf_idf일 때만 쓰입니다</translation>
    </message>
    <message>
        <source>this is not a NumPy array file</source>
        <translation>NumPy 배열 파일이 아닙니다</translation>
    </message>
    <message>
        <source>the array&apos;s header cannot be understood</source>
        <translation>배열의 헤더를 이해할 수 없습니다</translation>
    </message>
    <message>
        <source>the array holds Python objects (a pickle), which are never loaded</source>
        <translation>배열에 Python 객체(pickle)가 들어 있습니다. 절대 불러오지 않습니다</translation>
    </message>
    <message>
        <source>the array is cut: %1 needs more bytes than there are</source>
        <translation>배열이 잘렸습니다. %1에는 더 많은 바이트가 필요합니다</translation>
    </message>
    <message>
        <source>arrays of records are not read</source>
        <translation>레코드 배열은 읽지 않습니다</translation>
    </message>
    <message>
        <source>This Lambda layer holds Python code (%1), which is never run</source>
        <translation>이 Lambda 레이어에는 Python 코드(%1)가 들어 있습니다. 절대 실행하지 않습니다</translation>
    </message>
    <message>
        <source>The class %1 is not built into Keras</source>
        <translation>%1은(는) Keras 내장 클래스가 아닙니다</translation>
    </message>
    <message>
        <source>The model is of the class %1, whose layers only its Python code knows</source>
        <translation>모델의 클래스 %1은(는) 레이어를 Python 코드로만 알 수 있습니다</translation>
    </message>
    <message>
        <source>The file describes a single layer</source>
        <translation>레이어 하나를 설명하는 파일입니다</translation>
    </message>
    <message>
        <source>The layer takes its own output as input</source>
        <translation>레이어가 자기 출력을 입력으로 받습니다</translation>
    </message>
    <message>
        <source>An input refers to a tensor that is not there: %1</source>
        <translation>입력이 없는 텐서를 가리킵니다: %1</translation>
    </message>
    <message>
        <source>An input refers to a tensor that cannot exist: %1</source>
        <translation>입력이 있을 수 없는 텐서를 가리킵니다: %1</translation>
    </message>
    <message>
        <source>An input or output of the model refers to a tensor that is not there: %1</source>
        <translation>모델의 입력이나 출력이 없는 텐서를 가리킵니다: %1</translation>
    </message>
    <message>
        <source>Another layer has the same name %1</source>
        <translation>다른 레이어와 이름이 같습니다: %1</translation>
    </message>
    <message>
        <source>An entry of the list of layers is no layer</source>
        <translation>레이어 목록의 항목이 레이어가 아닙니다</translation>
    </message>
    <message>
        <source>Layers are nested too deeply to be shown</source>
        <translation>레이어가 너무 깊이 중첩되어 보여 줄 수 없습니다</translation>
    </message>
    <message>
        <source>The config is nested too deeply to be kept</source>
        <translation>설정이 너무 깊이 중첩되어 보관할 수 없습니다</translation>
    </message>
    <message>
        <source>The architecture is not a JSON object</source>
        <translation>아키텍처가 JSON 객체가 아닙니다</translation>
    </message>
    <message>
        <source>The architecture has no class name</source>
        <translation>아키텍처에 클래스 이름이 없습니다</translation>
    </message>
    <message>
        <source>An architecture of more than 256 MiB is not opened</source>
        <translation>256 MiB가 넘는 아키텍처는 열지 않습니다</translation>
    </message>
    <message>
        <source>there are more problems than are listed here</source>
        <translation>여기에 나열한 것보다 문제가 더 있습니다</translation>
    </message>
    <message>
        <source>The layer expects an input of rank %1, but its input is %2</source>
        <translation>레이어는 랭크 %1 입력을 받는데 입력이 %2입니다</translation>
    </message>
    <message>
        <source>The layer cannot compute %1 of shapes %2 and %3</source>
        <translation>레이어가 형상 %2와(과) %3(으)로는 %1을(를) 계산할 수 없습니다</translation>
    </message>
    <message>
        <source>The layer cannot multiply matrices of shapes %1 and %2</source>
        <translation>레이어가 형상 %1와(과) %2인 행렬은 곱할 수 없습니다</translation>
    </message>
    <message>
        <source>The layer takes numbers, not strings</source>
        <translation>레이어가 문자열이 아니라 숫자를 받습니다</translation>
    </message>
    <message>
        <source>The layer takes strings, not %1</source>
        <translation>레이어가 %1이(가) 아니라 문자열을 받습니다</translation>
    </message>
    <message>
        <source>cannot compute %1 of shapes %2 and %3</source>
        <translation>형상 %2와(과) %3(으)로는 %1을(를) 계산할 수 없습니다</translation>
    </message>
    <message>
        <source>cannot multiply matrices of shapes %1 and %2</source>
        <translation>형상 %1와(과) %2인 행렬은 곱할 수 없습니다</translation>
    </message>
    <message>
        <source>takes numbers, not strings</source>
        <translation>문자열이 아니라 숫자를 받습니다</translation>
    </message>
    <message>
        <source>takes strings, not %1</source>
        <translation>%1이(가) 아니라 문자열을 받습니다</translation>
    </message>
    <message>
        <source>%1 reads %2 of its outputs, and it gives out fewer</source>
        <translation>%1이(가) 출력 %2개를 읽지만, 내보내는 것은 더 적습니다</translation>
    </message>
    <message>
        <source>the model reads more than it gives out</source>
        <translation>모델이 이 레이어가 내보내는 것보다 많이 읽습니다</translation>
    </message>
    <message>
        <source>The layer cannot merge inputs of shapes %1 and %2</source>
        <translation>레이어가 형상 %1와(과) %2인 입력을 병합할 수 없습니다</translation>
    </message>
    <message>
        <source>The layer cannot concatenate shapes %1 and %2 along axis %3</source>
        <translation>레이어가 형상 %1와(과) %2을(를) 축 %3으로 이어 붙일 수 없습니다</translation>
    </message>
    <message>
        <source>The layer cannot reshape its input %1 to %2</source>
        <translation>레이어가 입력 %1을(를) %2(으)로 바꿀 수 없습니다</translation>
    </message>
    <message>
        <source>The layer has a window of %1, larger than its input %2</source>
        <translation>레이어의 창 크기 %1이(가) 입력 %2보다 큽니다</translation>
    </message>
    <message>
        <source>keras_metadata.pb is missing: layers are shown as far as the object graph tells</source>
        <translation>keras_metadata.pb가 없습니다. 객체 그래프로 알 수 있는 만큼만 레이어를 보여 줍니다</translation>
    </message>
    <message>
        <source>keras_metadata.pb is damaged: %1</source>
        <translation>keras_metadata.pb가 손상되었습니다: %1</translation>
    </message>
    <message>
        <source>the architecture in the metadata cannot be read: %1</source>
        <translation>메타데이터의 아키텍처를 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>the variables cannot be read: %1</source>
        <translation>변수를 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>the checkpoint&apos;s object graph cannot be read: %1</source>
        <translation>체크포인트의 객체 그래프를 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>the object graph cannot be read: %1</source>
        <translation>객체 그래프를 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>the object graph names a value that the checkpoint does not hold</source>
        <translation>객체 그래프에 체크포인트에 없는 값이 적혀 있습니다</translation>
    </message>
    <message>
        <source>fingerprint.pb is damaged</source>
        <translation>fingerprint.pb가 손상되었습니다</translation>
    </message>
    <message>
        <source>an asset&apos;s name leads out of the folder: %1</source>
        <translation>애셋의 이름이 폴더 밖을 가리킵니다: %1</translation>
    </message>
    <message>
        <source>the optimizer&apos;s step counter cannot be read: %1</source>
        <translation>옵티마이저의 스텝 수를 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>the data of these variables cannot be read: %1</source>
        <translation>이 변수들의 데이터를 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>the file ends before this variable</source>
        <translation>이 변수 앞에서 파일이 끝납니다</translation>
    </message>
    <message>
        <source>the file ends before these variables</source>
        <translation>이 변수들 앞에서 파일이 끝납니다</translation>
    </message>
    <message>
        <source>checksum does not match: the bytes were changed</source>
        <translation>체크섬이 맞지 않습니다. 바이트가 바뀌었습니다</translation>
    </message>
    <message>
        <source>checksum of a table block does not match</source>
        <translation>테이블 블록의 체크섬이 맞지 않습니다</translation>
    </message>
    <message>
        <source>left out: %1</source>
        <translation>제외했습니다: %1</translation>
    </message>
    <message>
        <source>no checkpoint in this folder</source>
        <translation>이 폴더에 체크포인트가 없습니다</translation>
    </message>
    <message>
        <source>the checkpoint that this file names is not beside it</source>
        <translation>이 파일이 가리키는 체크포인트가 옆에 없습니다</translation>
    </message>
    <message>
        <source>too short for a checkpoint index</source>
        <translation>체크포인트 인덱스라기에는 너무 짧습니다</translation>
    </message>
    <message>
        <source>the header of a checkpoint index is missing</source>
        <translation>체크포인트 인덱스의 헤더가 없습니다</translation>
    </message>
    <message>
        <source>checkpoint was written on a big-endian machine</source>
        <translation>빅 엔디언 컴퓨터에서 쓴 체크포인트입니다</translation>
    </message>
    <message>
        <source>shares its bytes with another variable</source>
        <translation>다른 변수와 바이트를 공유합니다</translation>
    </message>
    <message>
        <source>The optimizer&apos;s state is not in an order that is known for %1; training would start afresh</source>
        <translation>옵티마이저 상태의 순서가 %1에 맞지 않습니다. 훈련을 처음부터 시작하게 됩니다</translation>
    </message>
    <message>
        <source>NumPy archives hold weights only; the architecture is not saved</source>
        <translation>NumPy 아카이브에는 가중치만 담깁니다. 아키텍처는 저장하지 않습니다</translation>
    </message>
    <message>
        <source>The weight could not be read, so the saved file lacks it</source>
        <translation>이 가중치를 읽을 수 없어 저장한 파일에 들어 있지 않습니다</translation>
    </message>
    <message>
        <source>Checkpoints hold weights only; the architecture is not saved</source>
        <translation>체크포인트에는 가중치만 담깁니다. 아키텍처는 저장하지 않습니다</translation>
    </message>
    <message>
        <source>JSON holds the architecture only; the weights are not in it</source>
        <translation>JSON에는 아키텍처만 담깁니다. 가중치는 없습니다</translation>
    </message>
    <message>
        <source>A weights file holds no state of the optimizer</source>
        <translation>가중치 파일에는 옵티마이저 상태가 담기지 않습니다</translation>
    </message>
    <message>
        <source>The asset is not written: a .keras archive keeps vocabularies in its config</source>
        <translation>애셋을 쓰지 않습니다. .keras 아카이브는 어휘를 설정에 담습니다</translation>
    </message>
    <message>
        <source>The weight is not written: only the code of its class knows its place</source>
        <translation>가중치를 쓰지 않습니다. 클래스의 코드만 그 자리를 압니다</translation>
    </message>
    <message>
        <source>The file does not say which optimizer the model was compiled with; it is saved uncompiled</source>
        <translation>어떤 옵티마이저로 컴파일했는지 파일에 없습니다. 컴파일하지 않은 상태로 저장합니다</translation>
    </message>
    <message>
        <source>RandomCrop is another function in Keras 3: out of training it leaves images as they are</source>
        <translation>Keras 3의 RandomCrop은 다른 함수입니다. 훈련 중이 아니면 이미지를 그대로 둡니다</translation>
    </message>
    <message>
        <source>RandomCrop is another function in Keras 2: out of training it resizes and crops images</source>
        <translation>Keras 2의 RandomCrop은 다른 함수입니다. 훈련 중이 아니면 이미지의 크기를 바꾸고 자릅니다</translation>
    </message>
    <message>
        <source>The architecture is not translated: %1</source>
        <translation>아키텍처를 변환하지 않았습니다: %1</translation>
    </message>
    <message>
        <source>The link out of the file is not written</source>
        <translation>파일 밖으로 나가는 링크는 쓰지 않습니다</translation>
    </message>
    <message>
        <source>The damaged object is not written</source>
        <translation>손상된 객체는 쓰지 않습니다</translation>
    </message>
    <message>
        <source>the optimizer&apos;s state is kept: it is part of the graph</source>
        <translation>옵티마이저 상태는 그래프의 일부라서 그대로 둡니다</translation>
    </message>
    <message>
        <source>the traced functions are kept: they are part of the graph</source>
        <translation>추적된 함수는 그래프의 일부라서 그대로 둡니다</translation>
    </message>
    <message>
        <source>the optimizer&apos;s counter cannot be read and starts at 0</source>
        <translation>옵티마이저의 횟수를 읽을 수 없어 0부터 시작합니다</translation>
    </message>
    <message>
        <source>the model cannot be described to Keras 2: it is saved with its functions, and not as a Keras model</source>
        <translation>모델을 Keras 2로 설명할 수 없어 Keras 모델이 아니라 함수와 함께 저장합니다</translation>
    </message>
    <message>
        <source>the layer is saved without a function of its own: %1</source>
        <translation>레이어를 자체 함수 없이 저장합니다: %1</translation>
    </message>
    <message>
        <source>left out, since it is no regular file: %1</source>
        <translation>일반 파일이 아니라서 제외했습니다: %1</translation>
    </message>
    <message>
        <source>there is a folder of this name; choose another name</source>
        <translation>이름이 같은 폴더가 있습니다. 다른 이름을 고르세요</translation>
    </message>
    <message>
        <source>there is a file of this name; a SavedModel is a folder, so choose another name</source>
        <translation>이름이 같은 파일이 있습니다. SavedModel은 폴더이므로 다른 이름을 고르세요</translation>
    </message>
    <message>
        <source>there is no such folder to save into</source>
        <translation>저장할 폴더가 없습니다</translation>
    </message>
    <message>
        <source>this folder holds other things and is not replaced; choose a new or empty folder</source>
        <translation>폴더에 다른 것이 들어 있어 바꾸지 않습니다. 새 폴더나 빈 폴더를 고르세요</translation>
    </message>
    <message>
        <source>this is not a regular file and is not overwritten</source>
        <translation>일반 파일이 아니라서 덮어쓰지 않습니다</translation>
    </message>
    <message>
        <source>models are not saved as %1</source>
        <translation>%1(으)로는 모델을 저장하지 않습니다</translation>
    </message>
    <message>
        <source>safetensors holds numbers only; this text is not saved</source>
        <translation>safetensors에는 숫자만 들어갑니다. 이 텍스트는 저장되지 않습니다</translation>
    </message>
    <message>
        <source>safetensors holds weights only; the architecture is not saved</source>
        <translation>safetensors에는 가중치만 들어갑니다. 아키텍처는 저장되지 않습니다</translation>
    </message>
    <message>
        <source>safetensors has no type for %1</source>
        <translation>safetensors에는 %1에 맞는 자료형이 없습니다</translation>
    </message>
    <message>
        <source>the graph of a SavedModel fixes the element types of its weights</source>
        <translation>SavedModel의 그래프가 가중치의 자료형을 정합니다</translation>
    </message>
    <message>
        <source>this format has no %1 (it has %2); .keras, .weights.h5 and .safetensors hold all three</source>
        <translation>이 형식에는 %1이(가) 없습니다(있는 것: %2). .keras, .weights.h5, .safetensors에는 셋 다 있습니다</translation>
    </message>
    <message>
        <source>the weights are saved in the type they have; the variables of this format have one type</source>
        <translation>가중치는 지금의 자료형으로 저장합니다. 이 형식의 변수는 자료형이 하나입니다</translation>
    </message>
    <message>
        <source>the model&apos;s architecture is not in the file, so it cannot be saved as a whole; save its weights, or take a SavedModel</source>
        <translation>모델의 아키텍처가 파일에 없어 전체를 저장할 수 없습니다. 가중치를 저장하거나 SavedModel을 사용하세요</translation>
    </message>
    <message>
        <source>the Python names of this model&apos;s attributes are not known, so no checkpoint of it would load; save it as a SavedModel</source>
        <translation>이 모델의 Python 속성 이름을 알 수 없어 체크포인트를 불러올 수 없게 됩니다. SavedModel로 저장하세요</translation>
    </message>
    <message>
        <source>the model has no weights, so there is nothing for a checkpoint to hold</source>
        <translation>모델에 가중치가 없어 체크포인트에 담을 것이 없습니다</translation>
    </message>
    <message>
        <source>the model has no Keras architecture that could be written as JSON</source>
        <translation>JSON으로 쓸 Keras 아키텍처가 모델에 없습니다</translation>
    </message>
    <message>
        <source>this model has no weights; load them into it first</source>
        <translation>모델에 가중치가 없습니다. 먼저 가중치를 불러오세요</translation>
    </message>
    <message>
        <source>only Sequential and Functional models can be saved as a new SavedModel; this one is %1</source>
        <translation>순차 모델과 함수형 모델만 새 SavedModel로 저장할 수 있습니다. 이 모델은 %1입니다</translation>
    </message>
    <message>
        <source>input %1 wants shape %2 but was given %3</source>
        <translation>입력 %1의 형상은 %2이어야 하는데 %3입니다</translation>
    </message>
    <message>
        <source>input %1 is missing; the model&apos;s inputs are %2</source>
        <translation>입력 %1이(가) 없습니다. 모델의 입력은 %2입니다</translation>
    </message>
    <message>
        <source>there is no input %1; the model&apos;s inputs are %2</source>
        <translation>입력 %1이(가) 없습니다. 모델의 입력은 %2입니다</translation>
    </message>
    <message>
        <source>there are only weights here, and no architecture to run</source>
        <translation>가중치만 있고 실행할 아키텍처가 없습니다</translation>
    </message>
    <message>
        <source>%1 was saved without traces of its code; save it again with save_traces=True, or as a model of built-in layers</source>
        <translation>%1은(는) 코드 추적 없이 저장되었습니다. save_traces=True로 다시 저장하거나 내장 레이어로 된 모델로 저장하세요</translation>
    </message>
    <message>
        <source>%1 is not built in, and the file holds no operator graph; open the model as a SavedModel that was saved with traces</source>
        <translation>%1은(는) 내장 클래스가 아니고 파일에 연산 그래프도 없습니다. 추적과 함께 저장한 SavedModel로 모델을 여세요</translation>
    </message>
    <message>
        <source>the output of layer %1 cannot be shown, since the model runs by its traced function</source>
        <translation>모델이 추적된 함수로 실행되므로 레이어 %1의 출력을 보여 줄 수 없습니다</translation>
    </message>
    <message>
        <source>there is no layer %1 whose output could be shown</source>
        <translation>출력을 보여 줄 레이어 %1이(가) 없습니다</translation>
    </message>
    <message>
        <source>The traced function of the model runs, since %1</source>
        <translation>모델의 추적된 함수를 실행합니다: %1</translation>
    </message>
    <message>
        <source>operation %1 is not supported</source>
        <translation>연산 %1은(는) 지원하지 않습니다</translation>
    </message>
    <message>
        <source>a run needs %1 MiB of memory, which is not there</source>
        <translation>실행에 메모리 %1 MiB가 필요한데 없습니다</translation>
    </message>
    <message>
        <source>a run needs %1 MiB of memory, too much</source>
        <translation>실행에 메모리 %1 MiB가 필요해 너무 많습니다</translation>
    </message>
    <message>
        <source>not enough memory for the outputs</source>
        <translation>출력을 담을 메모리가 부족합니다</translation>
    </message>
    <message>
        <source>an input is not there</source>
        <translation>입력이 없습니다</translation>
    </message>
    <message>
        <source>the layer is not called</source>
        <translation>레이어가 호출되지 않습니다</translation>
    </message>
    <message>
        <source>values of shape %1 do not fit %2</source>
        <translation>형상이 %1인 값은 %2에 맞지 않습니다</translation>
    </message>
    <message>
        <source>values of type %1 cannot become %2</source>
        <translation>%1 값은 %2이(가) 될 수 없습니다</translation>
    </message>
    <message>
        <source>nothing in the file belongs to the model</source>
        <translation>파일에 이 모델에 속하는 것이 없습니다</translation>
    </message>
    <message>
        <source>this cannot be a key of a checkpoint: %1</source>
        <translation>체크포인트의 키가 될 수 없습니다: %1</translation>
    </message>
    <message>
        <source>this key is given twice: %1</source>
        <translation>같은 키를 두 번 썼습니다: %1</translation>
    </message>
    <message>
        <source>column %1: %2</source>
        <translation>%1번째 글자: %2</translation>
    </message>
    <message>
        <source>line %1, %2</source>
        <translation>%1번째 줄, %2</translation>
    </message>
    <message>
        <source>there is no &quot;%1&quot; here; did you mean &quot;%2&quot;?</source>
        <translation>&quot;%1&quot;은(는) 여기에 없습니다. &quot;%2&quot;을(를) 뜻하셨습니까?</translation>
    </message>
    <message>
        <source>there is no &quot;%1&quot; here; there are %2</source>
        <translation>&quot;%1&quot;은(는) 여기에 없습니다. 쓸 수 있는 이름: %2</translation>
    </message>
    <message>
        <source>there is no &quot;%1&quot; here; the file does not name the weights of this layer, which are %2</source>
        <translation>&quot;%1&quot;은(는) 여기에 없습니다. 파일에 이 레이어의 가중치 이름이 없으며, 가중치는 다음과 같습니다: %2</translation>
    </message>
    <message>
        <source>there is no position %1 in a dimension of %2</source>
        <translation>크기가 %2인 차원에 위치 %1이(가) 없습니다</translation>
    </message>
    <message>
        <source>the shapes %1 and %2 cannot be stacked</source>
        <translation>형상 %1과(와) %2은(는) 쌓을 수 없습니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; joins conditions, and %2 is none; write &quot;x != 0&quot; for where something is not 0</source>
        <translation>&quot;%1&quot;은(는) 조건을 잇는데 %2은(는) 조건이 아닙니다. 0이 아닌 곳은 &quot;x != 0&quot;으로 쓰세요</translation>
    </message>
    <message>
        <source>&quot;~&quot; turns conditions around, and %1 is none</source>
        <translation>&quot;~&quot;은(는) 조건을 뒤집는데 %1은(는) 조건이 아닙니다</translation>
    </message>
    <message>
        <source>its %1 %2 would take %3 GiB, more than this computer has memory</source>
        <translation>%1 %2에 %3 GiB가 필요하며, 이 컴퓨터의 메모리보다 큽니다</translation>
    </message>
    <message>
        <source>How %1 initializes its %2 only its own code knows; glorot_uniform was used</source>
        <translation>%1이(가) %2을(를) 어떻게 초기화하는지는 그 코드만 압니다. glorot_uniform을 사용했습니다</translation>
    </message>
    <message>
        <source>How %1 initializes its %2 only its own code knows; zeros were used</source>
        <translation>%1이(가) %2을(를) 어떻게 초기화하는지는 그 코드만 압니다. 0을 사용했습니다</translation>
    </message>
    <message>
        <source>there is no &quot;%1&quot; here</source>
        <translation>&quot;%1&quot;은(는) 여기에 없습니다</translation>
    </message>
    <message>
        <source>the shapes %1 and %2 do not fit for &quot;%3&quot;</source>
        <translation>형상 %1와(과) %2은(는) &quot;%3&quot;에 맞지 않습니다</translation>
    </message>
    <message>
        <source>the matrix product of %1 and %2 does not fit: %3 columns meet %4 rows</source>
        <translation>%1와(과) %2의 행렬 곱이 맞지 않습니다. 열 %3개와 행 %4개가 만납니다</translation>
    </message>
    <message>
        <source>a matrix product needs tensors with dimensions, not single numbers</source>
        <translation>행렬 곱에는 하나의 숫자가 아니라 차원이 있는 텐서가 필요합니다</translation>
    </message>
    <message>
        <source>a matrix product needs numbers, not bool</source>
        <translation>행렬 곱에는 bool이 아니라 숫자가 필요합니다</translation>
    </message>
    <message>
        <source>a division by zero</source>
        <translation>0으로 나눕니다</translation>
    </message>
    <message>
        <source>the number becomes too large</source>
        <translation>숫자가 너무 커집니다</translation>
    </message>
    <message>
        <source>a number is needed here, not %1</source>
        <translation>여기에는 %1이(가) 아니라 숫자가 필요합니다</translation>
    </message>
    <message>
        <source>a whole number is needed here, not %1</source>
        <translation>여기에는 %1이(가) 아니라 정수가 필요합니다</translation>
    </message>
    <message>
        <source>whole numbers are needed here, not %1</source>
        <translation>여기에는 %1이(가) 아니라 정수들이 필요합니다</translation>
    </message>
    <message>
        <source>a tensor or a number is needed here, not %1</source>
        <translation>여기에는 %1이(가) 아니라 텐서나 숫자가 필요합니다</translation>
    </message>
    <message>
        <source>a text in quotes is needed here, not %1</source>
        <translation>여기에는 %1이(가) 아니라 따옴표로 묶은 글이 필요합니다</translation>
    </message>
    <message>
        <source>there is no axis %1 in %2</source>
        <translation>%2에는 축 %1이(가) 없습니다</translation>
    </message>
    <message>
        <source>an axis is named twice</source>
        <translation>축 하나를 두 번 적었습니다</translation>
    </message>
    <message>
        <source>the number of dimensions is not known here</source>
        <translation>여기서는 차원의 수를 알 수 없습니다</translation>
    </message>
    <message>
        <source>there are too many indices</source>
        <translation>인덱스가 너무 많습니다</translation>
    </message>
    <message>
        <source>%1 elements of %2 do not fit the new shape</source>
        <translation>%2의 원소 %1개가 새 형상에 맞지 않습니다</translation>
    </message>
    <message>
        <source>the argument &quot;%1&quot; is given twice</source>
        <translation>인수 &quot;%1&quot;을(를) 두 번 적었습니다</translation>
    </message>
    <message>
        <source>this bracket is never closed: a &quot;%1&quot; is missing</source>
        <translation>괄호가 닫히지 않았습니다. &quot;%1&quot;이(가) 빠졌습니다</translation>
    </message>
    <message>
        <source>this bracket was never opened</source>
        <translation>열린 적이 없는 괄호입니다</translation>
    </message>
    <message>
        <source>an operator was expected here, not &quot;%1&quot;</source>
        <translation>여기에는 &quot;%1&quot;이(가) 아니라 연산자가 와야 합니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; or an operator was expected here, not &quot;%2&quot;</source>
        <translation>여기에는 &quot;%2&quot;이(가) 아니라 &quot;%1&quot;이나 연산자가 와야 합니다</translation>
    </message>
    <message>
        <source>a value was expected here, not &quot;%1&quot;</source>
        <translation>여기에는 &quot;%1&quot;이(가) 아니라 값이 와야 합니다</translation>
    </message>
    <message>
        <source>the expression ends where a value was expected</source>
        <translation>값이 와야 할 곳에서 식이 끝납니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is Python, and not part of expressions</source>
        <translation>&quot;%1&quot;은(는) 파이썬 문법이며 식에 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a function: write it with brackets</source>
        <translation>&quot;%1&quot;은(는) 함수입니다. 괄호와 함께 쓰십시오</translation>
    </message>
    <message>
        <source>this text is not closed by a quote</source>
        <translation>따옴표로 닫지 않은 글입니다</translation>
    </message>
    <message>
        <source>this character has no meaning here</source>
        <translation>여기서는 뜻이 없는 글자입니다</translation>
    </message>
    <message>
        <source>there is nothing to compute</source>
        <translation>계산할 것이 없습니다</translation>
    </message>
    <message>
        <source>the last line must be the result</source>
        <translation>마지막 줄은 결과여야 합니다</translation>
    </message>
    <message>
        <source>the brackets are empty</source>
        <translation>괄호 안이 비어 있습니다</translation>
    </message>
    <message>
        <source>the definition of %1 does not work: %2</source>
        <translation>%1의 정의가 동작하지 않습니다: %2</translation>
    </message>
    <message>
        <source>the definition of &quot;%1&quot; cannot be read: %2</source>
        <translation>&quot;%1&quot;의 정의를 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>functions are borrowed from SavedModels, and this is none</source>
        <translation>함수는 SavedModel에서 빌릴 수 있지만, 이것은 SavedModel이 아닙니다</translation>
    </message>
    <message>
        <source>%1() has no argument &quot;%2&quot;; it is used as %3</source>
        <translation>%1()에는 인수 &quot;%2&quot;이(가) 없습니다. 형식: %3</translation>
    </message>
    <message>
        <source>%1() needs &quot;%2&quot;; it is used as %3</source>
        <translation>%1()에는 &quot;%2&quot;이(가) 필요합니다. 형식: %3</translation>
    </message>
    <message>
        <source>Drop the last layer</source>
        <translation>마지막 레이어 떼기</translation>
    </message>
    <message>
        <source>End at %1</source>
        <translation>%1에서 끝내기</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 제거</translation>
    </message>
    <message>
        <source>Append %1</source>
        <translation>%1 덧붙이기</translation>
    </message>
    <message>
        <source>Insert %1 after %2</source>
        <translation>%2 다음에 %1 삽입</translation>
    </message>
    <message>
        <source>Duplicate %1</source>
        <translation>%1 복제</translation>
    </message>
    <message>
        <source>New head of %1 units</source>
        <translation>유닛 %1개의 새 헤드</translation>
    </message>
    <message>
        <source>Rename %1 to %2</source>
        <translation>%1의 이름을 %2(으)로 변경</translation>
    </message>
    <message>
        <source>Change the settings of %1</source>
        <translation>%1의 설정 변경</translation>
    </message>
    <message>
        <source>Change the input to %1</source>
        <translation>입력을 %1(으)로 변경</translation>
    </message>
    <message>
        <source>Clone with fresh weights</source>
        <translation>새 가중치로 복제</translation>
    </message>
    <message>
        <source>it would get %1, but it %2</source>
        <translation>%1을(를) 받게 되지만, %2</translation>
    </message>
    <message>
        <source>it would get %1, and %2</source>
        <translation>%1을(를) 받게 되며, %2</translation>
    </message>
    <message>
        <source>The layer got fresh weights: %1</source>
        <translation>레이어가 새 가중치를 받았습니다: %1</translation>
    </message>
    <message>
        <source>another layer has this name already</source>
        <translation>같은 이름의 레이어가 이미 있습니다</translation>
    </message>
    <message>
        <source>a layer needs a name</source>
        <translation>레이어에는 이름이 필요합니다</translation>
    </message>
    <message>
        <source>the name of a layer has no slash: files take it as a folder</source>
        <translation>레이어 이름에는 빗금을 쓸 수 없습니다. 파일에서 폴더로 읽힙니다</translation>
    </message>
    <message>
        <source>the model already has a layer of this name</source>
        <translation>모델에 이 이름의 레이어가 이미 있습니다</translation>
    </message>
    <message>
        <source>the model is a draft and cannot be saved until its layers fit together: %1</source>
        <translation>모델이 초안이라 레이어가 서로 맞을 때까지 저장할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Freeze %1</source>
        <translation>%1 동결</translation>
    </message>
    <message>
        <source>Unfreeze %1</source>
        <translation>%1 동결 해제</translation>
    </message>
    <message>
        <source>the file that was edited is gone, and the edits alone are no whole model</source>
        <translation>편집한 파일이 없어졌고, 편집만으로는 온전한 모델이 되지 않습니다</translation>
    </message>
    <message>
        <source>%1: the edits do not fit the file as it is now</source>
        <translation>%1: 편집이 현재 파일에 맞지 않습니다</translation>
    </message>
    <message>
        <source>an edited variable is missing</source>
        <translation>편집한 변수가 없습니다</translation>
    </message>
    <message>
        <source>an edited variable has the shape %1 now, and had %2</source>
        <translation>편집한 변수의 형상이 %2에서 %1(으)로 바뀌었습니다</translation>
    </message>
    <message>
        <source>the variable %1 is missing</source>
        <translation>변수 %1이(가) 없습니다</translation>
    </message>
    <message>
        <source>the record does not have the checksum that it was written with</source>
        <translation>기록의 체크섬이 쓸 때와 다릅니다</translation>
    </message>
    <message>
        <source>the record says that it is %1 bytes long, and has %2</source>
        <translation>기록은 %1바이트라고 하지만 %2바이트가 있습니다</translation>
    </message>
    <message>
        <source>this is no record of unsaved edits</source>
        <translation>저장하지 않은 편집의 기록이 아닙니다</translation>
    </message>
    <message>
        <source>the record was written by another version of Layerwright (format %1)</source>
        <translation>다른 버전의 Layerwright가 쓴 기록입니다(형식 %1)</translation>
    </message>
    <message>
        <source>%1 does not fit %2: %3 rows are chosen, %4 are needed</source>
        <translation>%1이(가) %2에 맞지 않습니다: 행 %3개를 골랐지만 %4개가 필요합니다</translation>
    </message>
    <message>
        <source>%1 does not fit %2: row %3 does not exist</source>
        <translation>%1이(가) %2에 맞지 않습니다: 행 %3이(가) 없습니다</translation>
    </message>
    <message>
        <source>%1 of %2 does not fit %3</source>
        <translation>%2의 %1이(가) %3에 맞지 않습니다</translation>
    </message>
    <message>
        <source>another model has no such variable</source>
        <translation>다른 모델에 그런 변수가 없습니다</translation>
    </message>
    <message>
        <source>there are no values</source>
        <translation>값이 없습니다</translation>
    </message>
    <message>
        <source>values of type %1 are not blended</source>
        <translation>자료형 %1의 값은 혼합하지 않습니다</translation>
    </message>
    <message>
        <source>the models have no weights in common that could be blended</source>
        <translation>모델들에 혼합할 수 있는 공통 가중치가 없습니다</translation>
    </message>
    <message>
        <source>Insert %1</source>
        <translation>%1 삽입</translation>
    </message>
    <message>
        <source>Insert %1 from %2</source>
        <translation>%2의 %1 삽입</translation>
    </message>
    <message>
        <source>Insert %1 and %2 more from %3</source>
        <translation>%3의 %1 외 %2개 삽입</translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation>%1 이동</translation>
    </message>
    <message>
        <source>Move %1 and %2 more</source>
        <translation>%1 외 %2개 이동</translation>
    </message>
    <message>
        <source>it is there already</source>
        <translation>이미 그 자리에 있습니다</translation>
    </message>
    <message>
        <source>an input layer does not stand between layers</source>
        <translation>입력 레이어는 레이어 사이에 놓을 수 없습니다</translation>
    </message>
    <message>
        <source>it reads %1 tensors (%2), and a gap gives one</source>
        <translation>텐서 %1개(%2)를 읽지만 레이어 사이에서는 하나만 받습니다</translation>
    </message>
    <message>
        <source>the layers read %1 tensors from elsewhere (%2), and a gap gives one</source>
        <translation>레이어들이 밖에서 텐서 %1개(%2)를 읽지만 레이어 사이에서는 하나만 받습니다</translation>
    </message>
    <message>
        <source>the layers end in %1 outputs (%2), and a gap takes one</source>
        <translation>레이어들의 출력이 %1개(%2)이지만 레이어 사이에는 하나만 넘깁니다</translation>
    </message>
    <message>
        <source>it gives out %1 tensors, and a gap takes one</source>
        <translation>텐서 %1개를 내보내지만 레이어 사이에는 하나만 넘깁니다</translation>
    </message>
    <message>
        <source>it gives out %1 tensors, so it is not clear which the new layer reads</source>
        <translation>텐서 %1개를 내보내므로 새 레이어가 무엇을 읽을지 알 수 없습니다</translation>
    </message>
    <message>
        <source>it reads %1 tensors, so it is not clear which the new layer reads</source>
        <translation>텐서 %1개를 읽으므로 새 레이어가 무엇을 읽을지 알 수 없습니다</translation>
    </message>
    <message>
        <source>the layer is never called</source>
        <translation>이 레이어는 호출되지 않습니다</translation>
    </message>
    <message>
        <source>the layers are not in the same model</source>
        <translation>레이어들이 같은 모델에 있지 않습니다</translation>
    </message>
    <message>
        <source>others read its output, too, so it cannot be moved</source>
        <translation>다른 레이어도 출력을 읽으므로 옮길 수 없습니다</translation>
    </message>
    <message>
        <source>the layers are not connected, so they can only be moved one by one</source>
        <translation>레이어들이 연결되어 있지 않아 하나씩만 옮길 수 있습니다</translation>
    </message>
    <message>
        <source>the model has %1 inputs and %2 outputs, and a gap gives one tensor and takes one</source>
        <translation>모델의 입력이 %1개, 출력이 %2개이지만 레이어 사이에서는 텐서 하나를 받고 하나를 넘깁니다</translation>
    </message>
    <message>
        <source>only layers of Sequential and Functional models can be put elsewhere; this model is %1</source>
        <translation>Sequential 및 Functional 모델의 레이어만 옮겨 넣을 수 있습니다. 이 모델은 %1입니다</translation>
    </message>
    <message>
        <source>Keras %1, which the other model is for, cannot have it: %2</source>
        <translation>대상 모델의 Keras %1에서는 쓸 수 없습니다: %2</translation>
    </message>
    <message>
        <source>only the architecture of a Sequential or Functional model can be changed; this one is %1</source>
        <translation>Sequential 또는 Functional 모델의 구조만 바꿀 수 있습니다. 이 모델은 %1입니다</translation>
    </message>
    <message>
        <source>its %1 %2 would have to be %3</source>
        <translation>%1 %2의 크기가 %3이어야 합니다</translation>
    </message>
    <message>
        <source>it is inside of a %1, which can only be changed as a whole</source>
        <translation>%1 안에 있으며, 이 레이어는 통째로만 바꿀 수 있습니다</translation>
    </message>
    <message>
        <source>expects an input of rank %1, but its input is %2</source>
        <translation>랭크 %1의 입력이 필요하지만 입력은 %2입니다</translation>
    </message>
    <message>
        <source>cannot merge inputs of shapes %1 and %2</source>
        <translation>%1과(와) %2 크기의 입력을 합칠 수 없습니다</translation>
    </message>
    <message>
        <source>cannot concatenate shapes %1 and %2 along axis %3</source>
        <translation>%1과(와) %2을(를) 축 %3(으)로 이어 붙일 수 없습니다</translation>
    </message>
    <message>
        <source>cannot reshape its input %1 to %2</source>
        <translation>입력 %1을(를) %2(으)로 바꿀 수 없습니다</translation>
    </message>
    <message>
        <source>has a window of %1, larger than its input %2</source>
        <translation>창 크기 %1이 입력 %2보다 큽니다</translation>
    </message>
    <message>
        <source>No space left on device: saving needs about %1, %2 are free, so at least %3 are missing; free some space or save elsewhere</source>
        <translation>디스크에 공간이 없습니다. 저장에 약 %1이(가) 필요하지만 %2만 비어 있어 적어도 %3이(가) 부족합니다. 공간을 비우거나 다른 곳에 저장하세요</translation>
    </message>
    <message>
        <source>No space left on device: free some space or save elsewhere</source>
        <translation>디스크에 공간이 없습니다. 공간을 비우거나 다른 곳에 저장하세요</translation>
    </message>
    <message>
        <source>Permission denied: save elsewhere, or change the permissions</source>
        <translation>권한이 없습니다. 다른 곳에 저장하거나 권한을 바꾸세요</translation>
    </message>
    <message>
        <source>Disk quota exceeded: free some space or save elsewhere</source>
        <translation>디스크 할당량을 넘었습니다. 공간을 비우거나 다른 곳에 저장하세요</translation>
    </message>
    <message>
        <source>Read-only file system: save elsewhere</source>
        <translation>읽기 전용 파일 시스템입니다. 다른 곳에 저장하세요</translation>
    </message>
    <message>
        <source>Names of layers hold no slashes in Keras 3</source>
        <translation>Keras 3에서는 레이어 이름에 빗금을 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>Masks travel with the tensors in Keras 2; the operations that compute them are left out</source>
        <translation>Keras 2에서는 마스크가 텐서와 함께 전달되므로, 마스크를 계산하는 연산은 뺍니다</translation>
    </message>
    <message>
        <source>TFOpLambda layers are operations of Keras 3</source>
        <translation>TFOpLambda 레이어는 Keras 3의 연산이 됩니다</translation>
    </message>
    <message>
        <source>Shapes that the graph computes are numbers, one of them open, in Keras 3</source>
        <translation>그래프가 계산하는 형상은 Keras 3에서 하나만 열린 숫자가 됩니다</translation>
    </message>
    <message>
        <source>Tensor %1 of the layer is read, counted from 0, and it gives out %2; Keras refuses the model</source>
        <translation>레이어의 텐서 %1(0부터 셈)을 읽지만 이 레이어의 출력은 %2개입니다. Keras는 이 모델을 거부합니다</translation>
    </message>
    <message>
        <source>the loss of a regulariser that is not built in has no function in the file; Keras makes it from its class</source>
        <translation>내장되지 않은 규제기의 손실은 파일에 함수가 없습니다. Keras는 그 클래스에서 손실을 만듭니다</translation>
    </message>
    <message>
        <source>Operations of Keras 3 are TFOpLambda layers</source>
        <translation>Keras 3의 연산은 TFOpLambda 레이어가 됩니다</translation>
    </message>
    <message>
        <source>The class %1 is not built into Keras; its config is kept as it is</source>
        <translation>%1 클래스는 Keras에 내장되어 있지 않아 설정을 그대로 둡니다</translation>
    </message>
    <message>
        <source>%1 is %2 today</source>
        <translation>%1은(는) 이제 %2입니다</translation>
    </message>
    <message>
        <source>Keras %1 has no layer of the class %2</source>
        <translation>Keras %1에는 %2 클래스의 레이어가 없습니다</translation>
    </message>
    <message>
        <source>Weights of %1 are arranged in another way</source>
        <translation>%1의 가중치는 배열 방식이 다릅니다</translation>
    </message>
    <message>
        <source>The shape of the first layer becomes an input layer</source>
        <translation>첫 레이어의 형상은 입력 레이어가 됩니다</translation>
    </message>
    <message>
        <source>Keras %1 has no argument %2 (here %3) of %4</source>
        <translation>Keras %1의 %4에는 인수 %2(여기서는 %3)이(가) 없습니다</translation>
    </message>
    <message>
        <source>Arguments that Keras 3 does not have are left out: %1</source>
        <translation>Keras 3에 없는 인수는 뺍니다: %1</translation>
    </message>
    <message>
        <source>Dtype policies are written in the form of Keras 3</source>
        <translation>dtype 정책을 Keras 3의 형식으로 씁니다</translation>
    </message>
    <message>
        <source>Keras 2 has no quantized dtype policy %1</source>
        <translation>Keras 2에는 양자화된 dtype 정책 %1이(가) 없습니다</translation>
    </message>
    <message>
        <source>hard_sigmoid is another function in Keras 3 (x/6 + 0.5 instead of x/5 + 0.5)</source>
        <translation>hard_sigmoid는 Keras 3에서 다른 함수입니다(x/5 + 0.5가 아니라 x/6 + 0.5)</translation>
    </message>
    <message>
        <source>hard_sigmoid is another function in Keras 2 (x/5 + 0.5 instead of x/6 + 0.5)</source>
        <translation>hard_sigmoid는 Keras 2에서 다른 함수입니다(x/6 + 0.5가 아니라 x/5 + 0.5)</translation>
    </message>
    <message>
        <source>Keras 2 has no activation %1</source>
        <translation>Keras 2에는 활성화 함수 %1이(가) 없습니다</translation>
    </message>
    <message>
        <source>The function of this Lambda cannot be told in the dialect of Keras 2</source>
        <translation>이 Lambda의 함수는 Keras 2의 형식으로 나타낼 수 없습니다</translation>
    </message>
    <message>
        <source>Arguments have other names: %1 is %2</source>
        <translation>인수의 이름이 다릅니다: %1은(는) %2입니다</translation>
    </message>
    <message>
        <source>Keras 3 normalises over one axis only</source>
        <translation>Keras 3은 한 축에 대해서만 정규화합니다</translation>
    </message>
    <message>
        <source>The activation %1 is Python code that is not in the file</source>
        <translation>활성화 함수 %1은(는) 파일에 없는 파이썬 코드입니다</translation>
    </message>
    <message>
        <source>GRU layers of old files apply the reset gate before the product</source>
        <translation>옛 파일의 GRU 레이어는 곱하기 전에 리셋 게이트를 적용합니다</translation>
    </message>
    <message>
        <source>The old file has other names (hard links), under which it keeps its content</source>
        <translation>이전 파일에는 다른 이름(하드 링크)이 있어, 그 이름으로는 이전 내용이 그대로 남습니다</translation>
    </message>
    <message>
        <source>Freeze %1 layers</source>
        <translation>레이어 %1개 동결</translation>
    </message>
    <message>
        <source>a %1 reads one tensor, and it would get %2; put a layer that merges them before it</source>
        <translation>%1은(는) 텐서 하나를 읽는데 %2개를 받게 됩니다. 앞에 병합 레이어를 두세요</translation>
    </message>
    <message>
        <source>%1 merges two tensors or more, and it would get only one: select two layers and insert the merge there</source>
        <translation>%1은(는) 텐서를 둘 이상 병합하는데 하나만 받게 됩니다. 레이어 두 개를 선택하고 그 자리에 병합을 삽입하세요</translation>
    </message>
    <message>
        <source>Unfreeze %1 layers</source>
        <translation>레이어 %1개 동결 해제</translation>
    </message>
    <message>
        <source>a Bidirectional turns one of its two layers itself</source>
        <translation>Bidirectional은 두 레이어 중 하나의 방향을 스스로 뒤집습니다</translation>
    </message>
    <message>
        <source>Unwrap %1</source>
        <translation>%1 풀기</translation>
    </message>
    <message>
        <source>Extract %1</source>
        <translation>%1 추출</translation>
    </message>
    <message>
        <source>Extract %1 layers</source>
        <translation>레이어 %1개 추출</translation>
    </message>
    <message>
        <source>Branch %1 off %2</source>
        <translation>%2에서 %1 분기</translation>
    </message>
    <message>
        <source>Merge %1 layers by %2</source>
        <translation>%2(으)로 레이어 %1개 병합</translation>
    </message>
    <message>
        <source>Add an input of %1</source>
        <translation>형상 %1인 입력 추가</translation>
    </message>
    <message>
        <source>it is a %1 and no nested model, so there is nothing to unwrap</source>
        <translation>%1이며 중첩 모델이 아니어서 풀 것이 없습니다</translation>
    </message>
    <message>
        <source>it has %1 inputs and is called with %2 tensors, so it is not clear which of its layers reads which</source>
        <translation>입력이 %1개인데 텐서 %2개로 호출되어, 안의 어느 레이어가 어느 텐서를 읽는지 분명하지 않습니다</translation>
    </message>
    <message>
        <source>it is called with tensors by name, which its layers do not have; call it with a list</source>
        <translation>텐서를 이름으로 받아 호출되는데 안의 레이어에는 그 이름이 없습니다. 리스트로 호출하세요</translation>
    </message>
    <message>
        <source>it is not connected to %1; take what lies between them too, or extract them one by one</source>
        <translation>%1와(과) 연결되어 있지 않습니다. 사이에 있는 것도 함께 선택하거나 하나씩 추출하세요</translation>
    </message>
    <message>
        <source>it is in another model than %1; take layers of one model, or the nested model whole</source>
        <translation>%1와(과) 다른 모델 안에 있습니다. 한 모델의 레이어만 선택하거나 중첩 모델 전체를 선택하세요</translation>
    </message>
    <message>
        <source>it is in another model than %1</source>
        <translation>%1와(과) 다른 모델 안에 있습니다</translation>
    </message>
    <message>
        <source>the shape of what it reads from %1 cannot be told, so the new model has no input of it</source>
        <translation>%1에서 읽는 텐서의 형상을 알 수 없어 새 모델의 입력으로 만들 수 없습니다</translation>
    </message>
    <message>
        <source>nothing but inputs would be in the new model</source>
        <translation>새 모델에 입력만 남습니다</translation>
    </message>
    <message>
        <source>it is called %1 times, so it is not clear which of its outputs is meant</source>
        <translation>%1번 호출되므로 어느 출력을 뜻하는지 분명하지 않습니다</translation>
    </message>
    <message>
        <source>a branch in a nested model would give it another output, which nobody reads; unwrap it first</source>
        <translation>중첩 모델 안에서 분기하면 아무도 읽지 않는 출력이 생깁니다. 먼저 중첩 모델을 푸세요</translation>
    </message>
    <message>
        <source>a dimension is a positive number, or unknown</source>
        <translation>차원은 양수이거나 미정이어야 합니다</translation>
    </message>
    <message>
        <source>the model has no weights yet; give fresh ones to all of it</source>
        <translation>모델에 아직 가중치가 없습니다. 모델 전체에 새 가중치를 주세요</translation>
    </message>
    <message>
        <source>nothing but the input would be left</source>
        <translation>입력만 남습니다</translation>
    </message>
    <message>
        <source>the model has %1 outputs, so it is not clear which layer is the last; say where it is to end</source>
        <translation>모델의 출력이 %1개여서 마지막 레이어가 분명하지 않습니다. 어디서 끝낼지 지정하세요</translation>
    </message>
    <message>
        <source>the last layer reads %1 tensors, so it is not clear which becomes the output; say where the model is to end</source>
        <translation>마지막 레이어가 텐서 %1개를 읽으므로 어느 것이 출력이 될지 분명하지 않습니다. 모델을 어디서 끝낼지 지정하세요</translation>
    </message>
    <message>
        <source>it reads %1 tensors, so it is not clear which one takes the place of its output</source>
        <translation>텐서 %1개를 읽으므로 어느 것이 출력을 대신할지 분명하지 않습니다</translation>
    </message>
    <message>
        <source>an input cannot be removed</source>
        <translation>입력은 제거할 수 없습니다</translation>
    </message>
    <message>
        <source>others read more than one of its outputs</source>
        <translation>다른 레이어가 출력을 둘 이상 읽습니다</translation>
    </message>
    <message>
        <source>the model has %1 outputs, and a %2 reads one; put it behind a layer, or merge them first</source>
        <translation>모델의 출력은 %1개인데 %2은(는) 하나만 읽습니다. 특정 레이어 뒤에 넣거나 먼저 출력을 병합하세요</translation>
    </message>
    <message>
        <source>the class %1 is not built into Keras, so its weights cannot be made</source>
        <translation>%1은(는) Keras 내장 클래스가 아니어서 가중치를 만들 수 없습니다</translation>
    </message>
    <message>
        <source>only layers of one input and one output can be doubled</source>
        <translation>입력과 출력이 하나인 레이어만 복제할 수 있습니다</translation>
    </message>
    <message>
        <source>it reads %1 tensors and gives out one, so a copy of it cannot stand behind it</source>
        <translation>텐서 %1개를 읽고 하나를 출력하므로 뒤에 복사본을 둘 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is a whole number of %2 or more, not %3</source>
        <translation>%1은(는) %2 이상의 정수여야 하며 %3일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is a whole number of %2 or more, or %3 of them in brackets, not %4</source>
        <translation>%1은(는) %2 이상의 정수이거나 괄호로 묶은 정수 %3개여야 하며 %4일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is a whole number of 1 or more, or -1 for as many as there are channels, not %2</source>
        <translation>%1은(는) 1 이상의 정수이거나 채널 수를 뜻하는 -1이어야 하며 %2일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is a whole number of 0 or more, or two of them in brackets: before and after, not %2</source>
        <translation>%1은(는) 0 이상의 정수이거나 괄호로 묶은 두 정수(앞과 뒤)여야 하며 %2일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is a whole number of 0 or more, or %2 of them in brackets, where each may be a pair: before and after, not %3</source>
        <translation>%1은(는) 0 이상의 정수이거나 괄호로 묶은 %2개여야 하고 각각은 앞과 뒤의 쌍일 수 있으며 %3일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is a number, not %2</source>
        <translation>%1은(는) 숫자여야 하며 %2일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is a number of %2 or more, not %3</source>
        <translation>%1은(는) %2 이상의 숫자여야 하며 %3일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is a number from %2 to %3, not %4</source>
        <translation>%1은(는) %2에서 %3까지의 숫자여야 하며 %4일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is a number from %2 to %3, or two numbers in brackets, the smaller first, not %4</source>
        <translation>%1은(는) %2에서 %3까지의 숫자이거나 작은 것부터 괄호로 묶은 두 숫자여야 하며 %4일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is a whole number, or several in brackets, not %2</source>
        <translation>%1은(는) 정수이거나 괄호로 묶은 여러 정수여야 하며 %2일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is a whole number other than 0, or two in brackets, not %2</source>
        <translation>%1은(는) 0이 아닌 정수이거나 괄호로 묶은 두 정수여야 하며 %2일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 are two numbers in brackets: the lowest and the highest, not %2</source>
        <translation>%1은(는) 괄호로 묶은 두 숫자(최솟값과 최댓값)여야 하며 %2일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is a list of whole numbers of 1 or more, where one may be -1: what is left, not %2</source>
        <translation>%1은(는) 1 이상의 정수 목록이어야 하고 그중 하나는 나머지를 뜻하는 -1일 수 있으며 %2일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is a list of the numbers from 1 on, in some order, not %2</source>
        <translation>%1은(는) 1부터의 숫자를 어떤 순서로든 늘어놓은 목록이어야 하며 %2일 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is one of %2, not %3</source>
        <translation>%1은(는) %2 중 하나여야 하며 %3일 수 없습니다</translation>
    </message>
    <message>
        <source>strides and dilation_rate cannot both be more than 1</source>
        <translation>strides와 dilation_rate는 함께 1보다 클 수 없습니다</translation>
    </message>
    <message>
        <source>filters is a multiple of groups, and %1 is none of %2</source>
        <translation>filters는 groups의 배수여야 하는데 %1은(는) %2의 배수가 아닙니다</translation>
    </message>
    <message>
        <source>num_query_heads is a multiple of num_key_value_heads, and %1 is none of %2</source>
        <translation>num_query_heads는 num_key_value_heads의 배수여야 하는데 %1은(는) %2의 배수가 아닙니다</translation>
    </message>
    <message>
        <source>an RNN runs a cell (LSTMCell, GRUCell, SimpleRNNCell), not a %1</source>
        <translation>RNN은 셀(LSTMCell, GRUCell, SimpleRNNCell)을 실행하며 %1은(는) 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>a Bidirectional wraps a recurrent layer (LSTM, GRU, SimpleRNN), not a %1</source>
        <translation>Bidirectional은 순환 레이어(LSTM, GRU, SimpleRNN)를 감싸며 %1은(는) 감쌀 수 없습니다</translation>
    </message>
    <message>
        <source>tf_keras does not read the optimizer&apos;s state of a SavedModel and starts afresh; save the model as .h5 or .keras to go on with training</source>
        <translation>tf_keras는 SavedModel의 옵티마이저 상태를 읽지 않고 처음부터 시작합니다. 훈련을 이어 가려면 모델을 .h5나 .keras로 저장하세요</translation>
    </message>
    <message>
        <source>Keras 3 cannot go on with training from an .h5 file: it fails until the model is compiled again, and then starts afresh; save the model as .keras to go on</source>
        <translation>Keras 3은 .h5 파일에서 훈련을 이어 갈 수 없습니다. 모델을 다시 컴파일해야 훈련할 수 있고, 그러면 처음부터 시작합니다. 이어 가려면 모델을 .keras로 저장하세요</translation>
    </message>
    <message>
        <source>Only tf_keras goes on with training from this .h5 file; for Keras 3, save the model as .keras</source>
        <translation>이 .h5 파일에서는 tf_keras만 훈련을 이어 갑니다. Keras 3에서 이어 가려면 모델을 .keras로 저장하세요</translation>
    </message>
    <message>
        <source>a TimeDistributed wraps a layer that reads one tensor, not a %1</source>
        <translation>TimeDistributed는 텐서 하나를 읽는 레이어를 감싸며 %1은(는) 감쌀 수 없습니다</translation>
    </message>
    <message>
        <source>the Lambda layer &quot;%1&quot; holds Python code%2, which is never run; teach what it computes under Model, Custom layers and functions, or save the model as a SavedModel with traces</source>
        <translation>Lambda 레이어 &quot;%1&quot;에는 파이썬 코드%2가 있으며, 절대 실행하지 않습니다. 모델 &gt; 사용자 정의 레이어와 함수에서 무엇을 계산하는지 가르치거나 추적된 함수가 있는 SavedModel로 저장하십시오</translation>
    </message>
    <message>
        <source>the class %1 of layer &quot;%2&quot; is not built in; teach what it computes under Model, Custom layers and functions, or open the model as a SavedModel that was saved with traces</source>
        <translation>레이어 &quot;%2&quot;의 클래스 %1은(는) 내장 클래스가 아닙니다. 모델 &gt; 사용자 정의 레이어와 함수에서 무엇을 계산하는지 가르치거나 추적된 함수와 함께 저장한 SavedModel을 여십시오</translation>
    </message>
    <message>
        <source>the activation &quot;%1&quot; is not built in; teach what it computes under Model, Custom layers and functions, or open the model as a SavedModel that was saved with traces</source>
        <translation>활성화 함수 &quot;%1&quot;은(는) 내장 함수가 아닙니다. 모델 &gt; 사용자 정의 레이어와 함수에서 무엇을 계산하는지 가르치거나 추적된 함수와 함께 저장한 SavedModel을 여십시오</translation>
    </message>
    <message>
        <source>this model has no weights; load them into it first, or give it fresh ones with Layer, Clone with fresh weights</source>
        <translation>이 모델에는 가중치가 없습니다. 먼저 가중치를 불러오거나 레이어 &gt; 새 가중치로 복제로 새 가중치를 주세요</translation>
    </message>
    <message>
        <source>The Lambda keeps its Python byte code, which Keras 3 loads with safe_mode=False only, in the version of Python that wrote it</source>
        <translation>Lambda는 파이썬 바이트코드를 그대로 두며, Keras 3은 이를 쓴 파이썬 버전에서 safe_mode=False로만 불러옵니다</translation>
    </message>
    <message>
        <source>The layer takes an input of shape %1, not %2</source>
        <translation>레이어는 형상 %1인 입력을 받으며, %2은(는) 받지 않습니다</translation>
    </message>
    <message>
        <source>takes an input of shape %1, not %2</source>
        <translation>형상 %1인 입력을 받으며, %2은(는) 받지 않습니다</translation>
    </message>
    <message>
        <source>Fresh weights for all layers</source>
        <translation>모든 레이어에 새 가중치</translation>
    </message>
    <message>
        <source>Fresh weights for %1</source>
        <translation>%1에 새 가중치</translation>
    </message>
    <message>
        <source>Wrap in %1</source>
        <translation>%1(으)로 감싸기</translation>
    </message>
    <message>
        <source>Fresh weights for %1 layers</source>
        <translation>레이어 %1개에 새 가중치</translation>
    </message>
    <message>
        <source>the number %1</source>
        <translation>수 %1</translation>
    </message>
    <message>
        <source>the text &quot;%1&quot;</source>
        <translation>텍스트 &quot;%1&quot;</translation>
    </message>
    <message>
        <source>a list of %1</source>
        <translation>항목 %1개의 목록</translation>
    </message>
    <message>
        <source>a slice</source>
        <translation>슬라이스</translation>
    </message>
    <message>
        <source>there is no function &quot;%1&quot; here; did you mean &quot;%2&quot;?</source>
        <translation>여기에 함수 &quot;%1&quot;이(가) 없습니다. &quot;%2&quot;을(를) 뜻했나요?</translation>
    </message>
    <message>
        <source>there is no function &quot;%1&quot; here; define it, too, or write what it computes</source>
        <translation>여기에 함수 &quot;%1&quot;이(가) 없습니다. 이것도 정의하거나, 계산 내용을 직접 쓰세요</translation>
    </message>
    <message>
        <source>tensors have no method &quot;%1&quot; here; did you mean &quot;%2&quot;?</source>
        <translation>텐서에 메서드 &quot;%1&quot;이(가) 없습니다. &quot;%2&quot;을(를) 뜻했나요?</translation>
    </message>
    <message>
        <source>tensors have no method &quot;%1&quot; here</source>
        <translation>텐서에 메서드 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>tensors have no &quot;%1&quot;; there are shape, dtype, ndim, size and T</source>
        <translation>텐서에 &quot;%1&quot;이(가) 없습니다. shape, dtype, ndim, size, T가 있습니다</translation>
    </message>
    <message>
        <source>a matrix is needed here, not %1</source>
        <translation>여기에는 행렬이 필요하며, %1은(는) 맞지 않습니다</translation>
    </message>
    <message>
        <source>a range of more than 1,000,000 numbers</source>
        <translation>1,000,000개가 넘는 수의 범위입니다</translation>
    </message>
    <message>
        <source>the depth can be 1 to 1,000,000</source>
        <translation>깊이는 1에서 1,000,000까지입니다</translation>
    </message>
    <message>
        <source>the sides can be 0 to 1,000</source>
        <translation>변의 길이는 0에서 1,000까지입니다</translation>
    </message>
    <message>
        <source>there can be 1 to 1,000,000 numbers</source>
        <translation>수는 1개에서 1,000,000개까지입니다</translation>
    </message>
    <message>
        <source>a dropout rate is at least 0 and less than 1</source>
        <translation>드롭아웃 비율은 0 이상 1 미만입니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2, which is no function</source>
        <translation>&quot;%1&quot;은(는) %2이며, 함수가 아닙니다</translation>
    </message>
    <message>
        <source>&quot;=&quot; is only possible between the brackets of a function</source>
        <translation>&quot;=&quot;는 함수의 괄호 안에서만 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>%1 names are given values, and there is %2</source>
        <translation>이름 %1개에 값을 주려 하는데, 값은 %2입니다</translation>
    </message>
    <message>
        <source>arguments without a name must stand before those with one</source>
        <translation>이름 없는 인수는 이름 있는 인수 앞에 와야 합니다</translation>
    </message>
    <message>
        <source>lists of more than 10,000 items are not possible</source>
        <translation>항목이 10,000개를 넘는 목록은 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>the number is too large</source>
        <translation>수가 너무 큽니다</translation>
    </message>
    <message>
        <source>there are more than 64 results</source>
        <translation>결과가 64개를 넘습니다</translation>
    </message>
    <message>
        <source>%1() takes no %2 values; it is used as %3</source>
        <translation>%1()은(는) 값을 %2개 받지 않습니다. 사용법: %3</translation>
    </message>
    <message>
        <source>there is no number type &quot;%1&quot;; there are float32, int32, bool and more</source>
        <translation>수 자료형 &quot;%1&quot;이(가) 없습니다. float32, int32, bool 등이 있습니다</translation>
    </message>
    <message>
        <source>&quot;...&quot; stands here twice</source>
        <translation>&quot;...&quot;가 두 번 있습니다</translation>
    </message>
    <message>
        <source>%1 indices are given for %2</source>
        <translation>%2에 인덱스를 %1개 주었습니다</translation>
    </message>
    <message>
        <source>a step of zero</source>
        <translation>간격이 0입니다</translation>
    </message>
    <message>
        <source>an index is a whole number or a slice, not %1</source>
        <translation>인덱스는 정수나 슬라이스이며, %1은(는) 맞지 않습니다</translation>
    </message>
    <message>
        <source>the bounds of a slice are whole numbers, not %1</source>
        <translation>슬라이스의 경계는 정수이며, %1은(는) 맞지 않습니다</translation>
    </message>
    <message>
        <source>there is no item %1 in a list of %2</source>
        <translation>항목 %2개의 목록에 %1번 항목이 없습니다</translation>
    </message>
    <message>
        <source>a bracket is still open before this &quot;;&quot;</source>
        <translation>이 &quot;;&quot; 앞에 닫히지 않은 괄호가 있습니다</translation>
    </message>
    <message>
        <source>a number goes over into a name here</source>
        <translation>여기서 수와 이름이 붙어 있습니다</translation>
    </message>
    <message>
        <source>an index is missing</source>
        <translation>인덱스가 빠졌습니다</translation>
    </message>
    <message>
        <source>&quot;else&quot; is missing after &quot;if&quot;</source>
        <translation>&quot;if&quot; 뒤에 &quot;else&quot;가 없습니다</translation>
    </message>
    <message>
        <source>brackets are nested too deeply</source>
        <translation>괄호가 너무 깊이 중첩되었습니다</translation>
    </message>
    <message>
        <source>powers are nested too deeply</source>
        <translation>거듭제곱이 너무 깊이 중첩되었습니다</translation>
    </message>
    <message>
        <source>signs are nested too deeply</source>
        <translation>부호가 너무 깊이 중첩되었습니다</translation>
    </message>
    <message>
        <source>the expression is longer than 16 KiB</source>
        <translation>식이 16 KiB보다 깁니다</translation>
    </message>
    <message>
        <source>the expression is nested too deeply; give parts of it names (&quot;h = ...&quot;)</source>
        <translation>식이 너무 깊이 중첩되었습니다. 일부에 이름을 붙이세요(&quot;h = ...&quot;)</translation>
    </message>
    <message>
        <source>the result was computed before this line</source>
        <translation>이 줄 앞에서 이미 결과가 계산되었습니다</translation>
    </message>
    <message>
        <source>only a plain name can be given a value; write &quot;==&quot; to compare</source>
        <translation>단순한 이름에만 값을 줄 수 있습니다. 비교하려면 &quot;==&quot;를 쓰세요</translation>
    </message>
    <message>
        <source>positions are whole numbers, not %1</source>
        <translation>위치는 정수이며, %1은(는) 맞지 않습니다</translation>
    </message>
    <message>
        <source>positions are whole numbers, not %1; use where(condition, a, b) to choose by a condition</source>
        <translation>위치는 정수이며, %1은(는) 맞지 않습니다. 조건으로 고르려면 where(condition, a, b)를 쓰세요</translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not fit %2</source>
        <translation>&quot;%1&quot;이(가) %2에 맞지 않습니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2 and %3</source>
        <translation>&quot;%1&quot;이(가) %2이면서 %3입니다</translation>
    </message>
    <message>
        <source>conv needs a tensor (batch, ..., channels) and a kernel (..., channels, filters) of as many dimensions</source>
        <translation>conv에는 텐서 (batch, ..., channels)와 차원 수가 같은 커널 (..., channels, filters)이 필요합니다</translation>
    </message>
    <message>
        <source>einsum takes one or two tensors</source>
        <translation>einsum은 텐서를 하나 또는 둘 받습니다</translation>
    </message>
    <message>
        <source>strides and dilations are %1 positive numbers, or one</source>
        <translation>strides와 dilations는 양수 %1개 또는 하나입니다</translation>
    </message>
    <message>
        <source>the equation has %1 terms for %2 tensors</source>
        <translation>식에 텐서 %2개에 대한 항이 %1개 있습니다</translation>
    </message>
    <message>
        <source>the equation may have letters, commas, dots and &quot;-&gt;&quot; only</source>
        <translation>식에는 글자, 쉼표, 점, &quot;-&gt;&quot;만 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>the equation needs an &quot;-&gt;&quot; before the letters of the result</source>
        <translation>식에서 결과의 글자 앞에 &quot;-&gt;&quot;가 필요합니다</translation>
    </message>
    <message>
        <source>the padding is &quot;same&quot; or &quot;valid&quot;</source>
        <translation>패딩은 &quot;same&quot; 또는 &quot;valid&quot;입니다</translation>
    </message>
    <message>
        <source>the result has a &quot;%1&quot; that no tensor has</source>
        <translation>결과에 어떤 텐서에도 없는 &quot;%1&quot;이(가) 있습니다</translation>
    </message>
    <message>
        <source>two vectors are needed here</source>
        <translation>여기에는 벡터 둘이 필요합니다</translation>
    </message>
    <message>
        <source>there are no %1 values in the last dimension of %2</source>
        <translation>%2의 마지막 차원에는 값이 %1개 없습니다</translation>
    </message>
    <message>
        <source>there is no largest or smallest of nothing</source>
        <translation>비어 있는 것에는 최댓값도 최솟값도 없습니다</translation>
    </message>
    <message>
        <source>%1 axes are given for %2</source>
        <translation>%2에 축을 %1개 주었습니다</translation>
    </message>
    <message>
        <source>a dimension of %1 cannot be split into %2 equal parts</source>
        <translation>크기가 %1인 차원은 같은 크기 %2개로 나눌 수 없습니다</translation>
    </message>
    <message>
        <source>a list of tensors is needed here, as in [a, b], not %1</source>
        <translation>여기에는 [a, b]와 같은 텐서 목록이 필요하며, %1은(는) 맞지 않습니다</translation>
    </message>
    <message>
        <source>a number of repetitions cannot be negative</source>
        <translation>반복 횟수는 음수일 수 없습니다</translation>
    </message>
    <message>
        <source>a single number has no length</source>
        <translation>수 하나에는 길이가 없습니다</translation>
    </message>
    <message>
        <source>a size cannot be %1</source>
        <translation>크기는 %1일 수 없습니다</translation>
    </message>
    <message>
        <source>axis %1 of %2 has not the size 1</source>
        <translation>%2의 축 %1은(는) 크기가 1이 아닙니다</translation>
    </message>
    <message>
        <source>only a dimension of known size, up to %1, can be unstacked</source>
        <translation>크기를 아는, %1 이하의 차원만 나눌 수 있습니다</translation>
    </message>
    <message>
        <source>only one size can be left open with -1</source>
        <translation>-1로 비워 둘 수 있는 크기는 하나뿐입니다</translation>
    </message>
    <message>
        <source>positions are whole numbers</source>
        <translation>위치는 정수입니다</translation>
    </message>
    <message>
        <source>the number of parts is needed here</source>
        <translation>여기에는 나눌 개수가 필요합니다</translation>
    </message>
    <message>
        <source>the parts are %1 together, and the dimension is %2</source>
        <translation>부분의 합은 %1인데 차원의 크기는 %2입니다</translation>
    </message>
    <message>
        <source>the parts have sizes that are not negative</source>
        <translation>부분의 크기는 음수가 아니어야 합니다</translation>
    </message>
    <message>
        <source>the shape is too large</source>
        <translation>형상이 너무 큽니다</translation>
    </message>
    <message>
        <source>the shapes %1 and %2 cannot be joined along axis %3</source>
        <translation>형상 %1과(와) %2은(는) 축 %3을(를) 따라 이을 수 없습니다</translation>
    </message>
    <message>
        <source>the widths are pairs (before, after), one for each of the %1 dimensions</source>
        <translation>너비는 (앞, 뒤) 쌍이며, 차원 %1개마다 하나씩입니다</translation>
    </message>
    <message>
        <source>there are too many dimensions</source>
        <translation>차원이 너무 많습니다</translation>
    </message>
    <message>
        <source>there can be 1 to %1 parts</source>
        <translation>부분은 1개에서 %1개까지입니다</translation>
    </message>
    <message>
        <source>there can be up to 1,000,000 repetitions</source>
        <translation>반복은 1,000,000번까지입니다</translation>
    </message>
    <message>
        <source>sizes are whole numbers, not %1</source>
        <translation>크기는 정수이며, %1은(는) 맞지 않습니다</translation>
    </message>
    <message>
        <source>the size %1 is too large</source>
        <translation>크기 %1은(는) 너무 큽니다</translation>
    </message>
    <message>
        <source>the function %1 gives %2 values, and an activation gives one</source>
        <translation>함수 %1은(는) 값을 %2개 주는데, 활성화 함수는 하나를 줍니다</translation>
    </message>
    <message>
        <source>the variable &quot;%1&quot; has the shape %2, and %3 in the model that the function is borrowed from</source>
        <translation>변수 &quot;%1&quot;의 형상은 %2인데, 함수를 빌려 온 모델에서는 %3입니다</translation>
    </message>
    <message>
        <source>no layer of the model needs &quot;%1&quot;</source>
        <translation>모델에 &quot;%1&quot;이(가) 필요한 레이어가 없습니다</translation>
    </message>
    <message>
        <source>the file does not tell the shapes of the layer&apos;s inputs</source>
        <translation>파일에 레이어의 입력 형상이 없습니다</translation>
    </message>
    <message>
        <source>the definitions refer to each other without end</source>
        <translation>정의들이 서로를 끝없이 참조합니다</translation>
    </message>
    <message>
        <source>the SavedModel has no traced %1 %2</source>
        <translation>SavedModel에 추적된 %1 %2이(가) 없습니다</translation>
    </message>
    <message>
        <source>the definition of &quot;%1&quot; is neither an expression in quotes nor {&quot;from&quot;: &quot;path/to/SavedModel&quot;}</source>
        <translation>&quot;%1&quot;의 정의가 따옴표로 묶은 식도 {&quot;from&quot;: &quot;path/to/SavedModel&quot;}도 아닙니다</translation>
    </message>
    <message>
        <source>the traced function takes %1 tensors, and here are %2</source>
        <translation>추적된 함수는 텐서를 %1개 받는데, 여기에는 %2개가 있습니다</translation>
    </message>
    <message>
        <source>two models have different functions of the name %1</source>
        <translation>두 모델에 이름이 %1인 서로 다른 함수가 있습니다</translation>
    </message>
    <message>
        <source>an objects file is a JSON object of names and definitions</source>
        <translation>정의 파일은 이름과 정의로 된 JSON 객체입니다</translation>
    </message>
    <message>
        <source>an objects file is at most 16 MiB large</source>
        <translation>정의 파일은 최대 16 MiB입니다</translation>
    </message>
    <message>
        <source>this is a TensorFlow Lite model, which cannot be opened yet</source>
        <translation>TensorFlow Lite 모델이며, 아직 열 수 없습니다</translation>
    </message>
    <message>
        <source>there is no format &quot;%1&quot;</source>
        <translation>형식 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>there are no values for this variable</source>
        <translation>이 변수의 값이 없습니다</translation>
    </message>
    <message>
        <source>this weight has no values</source>
        <translation>이 가중치에는 값이 없습니다</translation>
    </message>
    <message>
        <source>%1 values are not numbers</source>
        <translation>%1 값은 수가 아닙니다</translation>
    </message>
    <message>
        <source>%1 values cannot become %2</source>
        <translation>%1 값은 %2이(가) 될 수 없습니다</translation>
    </message>
    <message>
        <source>values of type %1 cannot be shown as numbers</source>
        <translation>%1 형의 값은 수로 보일 수 없습니다</translation>
    </message>
    <message>
        <source>values of type %1 are not shown as numbers</source>
        <translation>%1 형의 값은 수로 보이지 않습니다</translation>
    </message>
    <message>
        <source>the values are %1 bytes long, the shape %2 needs %3</source>
        <translation>값은 %1바이트인데 형상 %2에는 %3바이트가 필요합니다</translation>
    </message>
    <message>
        <source>the shape %1 has more elements than can be counted</source>
        <translation>형상 %1의 원소가 셀 수 있는 것보다 많습니다</translation>
    </message>
    <message>
        <source>the shape %1 has a dimension that is not known or negative</source>
        <translation>형상 %1에 알 수 없거나 음수인 차원이 있습니다</translation>
    </message>
    <message>
        <source>the weights are a link to another file (%1), and no file that a file names is ever opened</source>
        <translation>가중치가 다른 파일(%1)로의 링크이며, 파일이 가리키는 파일은 결코 열지 않습니다</translation>
    </message>
    <message>
        <source>its weights are kept as %1, which is not read; save it with model.weights.h5</source>
        <translation>가중치가 %1(으)로 들어 있으며 읽을 수 없습니다. model.weights.h5로 저장하세요</translation>
    </message>
    <message>
        <source>the header is longer than the file or than 100 MB</source>
        <translation>헤더가 파일보다 길거나 100 MB보다 깁니다</translation>
    </message>
    <message>
        <source>the header is not JSON</source>
        <translation>헤더가 JSON이 아닙니다</translation>
    </message>
    <message>
        <source>a member is compressed with method %1; stored and deflate are read</source>
        <translation>항목이 방식 %1(으)로 압축되었습니다. 무압축과 deflate만 읽습니다</translation>
    </message>
    <message>
        <source>members of the archive overlap</source>
        <translation>아카이브의 항목들이 겹칩니다</translation>
    </message>
    <message>
        <source>a slice of a partitioned variable is missing</source>
        <translation>나뉜 변수의 조각이 빠졌습니다</translation>
    </message>
    <message>
        <source>More than 200,000 layers</source>
        <translation>레이어가 200,000개를 넘습니다</translation>
    </message>
    <message>
        <source>The architecture has no config</source>
        <translation>아키텍처에 설정이 없습니다</translation>
    </message>
    <message>
        <source>elements of type &quot;%1&quot; are not read</source>
        <translation>원소 자료형 &quot;%1&quot;은(는) 읽지 않습니다</translation>
    </message>
    <message>
        <source>arrays of type &quot;%1&quot; are not read</source>
        <translation>자료형이 &quot;%1&quot;인 배열은 읽지 않습니다</translation>
    </message>
    <message>
        <source>the tensors take %1 bytes and the file has %2</source>
        <translation>텐서는 %1바이트인데 파일은 %2바이트입니다</translation>
    </message>
    <message>
        <source>the record has two variables of this name</source>
        <translation>기록에 이 이름의 변수가 둘 있습니다</translation>
    </message>
    <message>
        <source>the record is no object</source>
        <translation>기록이 객체가 아닙니다</translation>
    </message>
    <message>
        <source>the record refers to a file that it does not name</source>
        <translation>기록이 이름을 밝히지 않은 파일을 가리킵니다</translation>
    </message>
    <message>
        <source>the values could not be kept over the crash: %1</source>
        <translation>비정상 종료 때 값을 보존하지 못했습니다: %1</translation>
    </message>
    <message>
        <source>no folder could be made to keep unsaved edits in</source>
        <translation>저장하지 않은 편집을 보관할 폴더를 만들지 못했습니다</translation>
    </message>
    <message>
        <source>there is no home folder to keep unsaved edits in; set HOME or XDG_STATE_HOME</source>
        <translation>저장하지 않은 편집을 보관할 홈 폴더가 없습니다. HOME 또는 XDG_STATE_HOME을 설정하세요</translation>
    </message>
    <message>
        <source>the record has %1 bytes for values of shape %2</source>
        <translation>기록에 형상이 %2인 값이 %1바이트 있습니다</translation>
    </message>
    <message>
        <source>the values do not have the checksum that they were written with</source>
        <translation>값의 체크섬이 기록할 때와 다릅니다</translation>
    </message>
    <message>
        <source>values of type %1 cannot be kept</source>
        <translation>%1 형의 값은 보관할 수 없습니다</translation>
    </message>
    <message>
        <source>%1: %2; inputs are %3</source>
        <translation>%1: %2. 입력은 %3입니다</translation>
    </message>
    <message>
        <source>index %1 is out of range</source>
        <translation>인덱스 %1이(가) 범위를 벗어났습니다</translation>
    </message>
    <message>
        <source>an index is out of range</source>
        <translation>인덱스가 범위를 벗어났습니다</translation>
    </message>
    <message>
        <source>index %1 is not in [0, %2)</source>
        <translation>인덱스 %1이(가) [0, %2)에 없습니다</translation>
    </message>
    <message>
        <source>index %1 is outside %2</source>
        <translation>인덱스 %1이(가) %2을(를) 벗어났습니다</translation>
    </message>
    <message>
        <source>integer division by zero</source>
        <translation>정수를 0으로 나눕니다</translation>
    </message>
    <message>
        <source>a stride is zero</source>
        <translation>간격이 0입니다</translation>
    </message>
    <message>
        <source>the step is zero</source>
        <translation>간격이 0입니다</translation>
    </message>
    <message>
        <source>a tensor %1 cannot become %2</source>
        <translation>텐서 %1은(는) %2이(가) 될 수 없습니다</translation>
    </message>
    <message>
        <source>shapes %1 and %2 do not fit together</source>
        <translation>형상 %1과(와) %2은(는) 서로 맞지 않습니다</translation>
    </message>
    <message>
        <source>shapes %1 and %2 do not fit together along axis %3</source>
        <translation>형상 %1과(와) %2은(는) 축 %3을(를) 따라 서로 맞지 않습니다</translation>
    </message>
    <message>
        <source>shapes %1 and %2 cannot be multiplied</source>
        <translation>형상 %1과(와) %2은(는) 곱할 수 없습니다</translation>
    </message>
    <message>
        <source>shapes %1 and %2 cannot be broadcast</source>
        <translation>형상 %1과(와) %2은(는) 브로드캐스트할 수 없습니다</translation>
    </message>
    <message>
        <source>shapes %1 and %2 differ in rank</source>
        <translation>형상 %1과(와) %2은(는) 차원 수가 다릅니다</translation>
    </message>
    <message>
        <source>a dimension of %1 has no %2 equal pieces</source>
        <translation>크기가 %1인 차원은 같은 크기 %2개로 나눌 수 없습니다</translation>
    </message>
    <message>
        <source>dimension %1 of %2 is not 1</source>
        <translation>%2의 차원 %1이(가) 1이 아닙니다</translation>
    </message>
    <message>
        <source>a tensor of shape %1 is not possible</source>
        <translation>형상이 %1인 텐서는 있을 수 없습니다</translation>
    </message>
    <message>
        <source>a tensor of shape %1 is too large</source>
        <translation>형상이 %1인 텐서는 너무 큽니다</translation>
    </message>
    <message>
        <source>a tensor of shape %1 needs more memory than the limit of %2 MiB</source>
        <translation>형상이 %1인 텐서에는 한도인 %2 MiB보다 많은 메모리가 필요합니다</translation>
    </message>
    <message>
        <source>no memory for a tensor of shape %1</source>
        <translation>형상이 %1인 텐서를 위한 메모리가 없습니다</translation>
    </message>
    <message>
        <source>there is nothing to choose from</source>
        <translation>고를 것이 없습니다</translation>
    </message>
    <message>
        <source>the step leads away from the limit</source>
        <translation>간격이 끝값에서 멀어집니다</translation>
    </message>
    <message>
        <source>the range is too long</source>
        <translation>범위가 너무 깁니다</translation>
    </message>
    <message>
        <source>axis %1 is out of range</source>
        <translation>축 %1이(가) 범위를 벗어났습니다</translation>
    </message>
    <message>
        <source>the term &quot;%1&quot; does not fit a tensor %2</source>
        <translation>항 &quot;%1&quot;이(가) 텐서 %2에 맞지 않습니다</translation>
    </message>
    <message>
        <source>not enough memory for output &quot;%1&quot;</source>
        <translation>출력 &quot;%1&quot;을(를) 위한 메모리가 부족합니다</translation>
    </message>
    <message>
        <source>cannot be converted to %1</source>
        <translation>%1(으)로 변환할 수 없습니다</translation>
    </message>
    <message>
        <source>holds %1, but %2 is wanted</source>
        <translation>%1을(를) 담고 있지만 %2이(가) 필요합니다</translation>
    </message>
    <message>
        <source>holds %1, but whole numbers (%2) are wanted</source>
        <translation>%1을(를) 담고 있지만 정수(%2)가 필요합니다</translation>
    </message>
    <message>
        <source>expected shape %1, got %2</source>
        <translation>형상 %1이(가) 필요하지만 %2입니다</translation>
    </message>
    <message>
        <source>expected %1, got %2</source>
        <translation>%1이(가) 필요하지만 %2입니다</translation>
    </message>
    <message>
        <source>this model has no signatures, so there is no &quot;%1&quot;</source>
        <translation>이 모델에는 시그니처가 없으므로 &quot;%1&quot;도 없습니다</translation>
    </message>
    <message>
        <source>a %1 layer with %2 cannot be run</source>
        <translation>%2이(가) 있는 %1 레이어는 실행할 수 없습니다</translation>
    </message>
    <message>
        <source>the model has no weight &quot;%1&quot; for this layer</source>
        <translation>모델에 이 레이어의 가중치 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>the weight &quot;%1&quot; has shape %2, which does not fit the layer&apos;s config</source>
        <translation>가중치 &quot;%1&quot;의 형상은 %2이며, 레이어의 설정과 맞지 않습니다</translation>
    </message>
    <message>
        <source>the layer is called with %1 tensors</source>
        <translation>레이어가 텐서 %1개로 호출됩니다</translation>
    </message>
    <message>
        <source>the model is called with %1 tensors and has %2 inputs</source>
        <translation>모델이 텐서 %1개로 호출되는데 입력은 %2개입니다</translation>
    </message>
    <message>
        <source>models are nested too deeply</source>
        <translation>모델이 너무 깊이 중첩되었습니다</translation>
    </message>
    <message>
        <source>the operation %1 cannot be run as a layer</source>
        <translation>연산 %1은(는) 레이어로 실행할 수 없습니다</translation>
    </message>
    <message>
        <source>the operation %1 is not built in</source>
        <translation>연산 %1은(는) 내장되어 있지 않습니다</translation>
    </message>
    <message>
        <source>the cell class %1 is not built in</source>
        <translation>셀 클래스 %1은(는) 내장되어 있지 않습니다</translation>
    </message>
    <message>
        <source>an output refers to a tensor that does not exist</source>
        <translation>출력이 존재하지 않는 텐서를 가리킵니다</translation>
    </message>
    <message>
        <source>an input refers to a tensor that does not exist: %1</source>
        <translation>입력이 존재하지 않는 텐서를 가리킵니다: %1</translation>
    </message>
    <message>
        <source>Keras %1 calls the setting %2 of input layers %3</source>
        <translation>Keras %1에서는 입력 레이어의 설정 %2을(를) %3(이)라고 부릅니다</translation>
    </message>
    <message>
        <source>weights are not saved as &quot;%1&quot;</source>
        <translation>가중치는 &quot;%1&quot;(으)로 저장되지 않습니다</translation>
    </message>
    <message>
        <source>Keras 3 has no interpolation &quot;%1&quot;</source>
        <translation>Keras 3에는 보간법 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>another program changed the checkpoint while it was being saved; save again</source>
        <translation>저장하는 동안 다른 프로그램이 체크포인트를 바꾸었습니다. 다시 저장하세요</translation>
    </message>
    <message>
        <source>the model cannot be described to Keras 2, so it cannot be saved without traces</source>
        <translation>모델을 Keras 2에 설명할 수 없어서 추적 없이 저장할 수 없습니다</translation>
    </message>
    <message>
        <source>a SavedModel can only keep the variables that its graph has</source>
        <translation>SavedModel에는 그래프에 있는 변수만 담을 수 있습니다</translation>
    </message>
    <message>
        <source>two variables have the same checkpoint key</source>
        <translation>두 변수의 체크포인트 키가 같습니다</translation>
    </message>
    <message>
        <source>the graph is larger than the 2 GiB that a SavedModel can have</source>
        <translation>그래프가 SavedModel의 한도인 2 GiB보다 큽니다</translation>
    </message>
    <message>
        <source>no free temporary name was found beside the file</source>
        <translation>파일 옆에 쓸 수 있는 임시 이름이 없습니다</translation>
    </message>
    <message>
        <source>a checkpoint needs a name, which its files begin with</source>
        <translation>체크포인트에는 파일 이름의 앞부분이 될 이름이 필요합니다</translation>
    </message>
    <message>
        <source>the model has no layer of this name; it begins with %1</source>
        <translation>모델에 이 이름의 레이어가 없습니다. %1(으)로 시작합니다</translation>
    </message>
    <message>
        <source>a layer needs a &quot;class_name&quot;</source>
        <translation>레이어에는 &quot;class_name&quot;이 필요합니다</translation>
    </message>
    <message>
        <source>it reads a tensor of %1 that is not there</source>
        <translation>%1의 존재하지 않는 텐서를 읽습니다</translation>
    </message>
    <message>
        <source>only Sequential and Functional models have an architecture that can be changed</source>
        <translation>아키텍처를 바꿀 수 있는 것은 Sequential 모델과 함수형 모델뿐입니다</translation>
    </message>
    <message>
        <source>two layers have this name, so none of them can be changed</source>
        <translation>이 이름의 레이어가 둘 있어서 어느 것도 바꿀 수 없습니다</translation>
    </message>
    <message>
        <source>merging takes two layers or more</source>
        <translation>합치려면 레이어가 둘 이상 필요합니다</translation>
    </message>
    <message>
        <source>the shape of its %1 cannot be told: it gets %2</source>
        <translation>%1의 형상을 알 수 없습니다. 입력은 %2입니다</translation>
    </message>
    <message>
        <source>it comes before %1</source>
        <translation>%1보다 앞에 있습니다</translation>
    </message>
    <message>
        <source>say which layers the new model is to have</source>
        <translation>새 모델에 넣을 레이어를 정하세요</translation>
    </message>
    <message>
        <source>the model has no layer of this name</source>
        <translation>모델에 이 이름의 레이어가 없습니다</translation>
    </message>
    <message>
        <source>it is called more than once, so it cannot be moved</source>
        <translation>두 번 이상 호출되므로 옮길 수 없습니다</translation>
    </message>
    <message>
        <source>no layer is named</source>
        <translation>레이어를 지정하지 않았습니다</translation>
    </message>
    <message>
        <source>the layers were prepared for another Keras</source>
        <translation>레이어가 다른 버전의 Keras용으로 준비되었습니다</translation>
    </message>
    <message>
        <source>the two layers are not in the same model</source>
        <translation>두 레이어가 같은 모델에 있지 않습니다</translation>
    </message>
    <message>
        <source>it is called %1 times, so it only goes alone</source>
        <translation>%1번 호출되므로 혼자만 옮길 수 있습니다</translation>
    </message>
    <message>
        <source>only Sequential and Functional models can become a layer</source>
        <translation>레이어가 될 수 있는 것은 Sequential 모델과 함수형 모델뿐입니다</translation>
    </message>
    <message>
        <source>there is no such layer</source>
        <translation>그런 레이어가 없습니다</translation>
    </message>
    <message>
        <source>a head needs at least one unit</source>
        <translation>헤드에는 유닛이 하나 이상 필요합니다</translation>
    </message>
    <message>
        <source>an input cannot be replaced; give it another shape</source>
        <translation>입력은 교체할 수 없습니다. 다른 형상을 주세요</translation>
    </message>
    <message>
        <source>the model has %1 outputs, so it is not clear which head is to be replaced</source>
        <translation>모델의 출력이 %1개여서 어느 헤드를 교체할지 분명하지 않습니다</translation>
    </message>
    <message>
        <source>the model has no output that a layer could read</source>
        <translation>모델에 레이어가 읽을 수 있는 출력이 없습니다</translation>
    </message>
    <message>
        <source>changes of a config are a JSON object</source>
        <translation>설정 변경은 JSON 객체입니다</translation>
    </message>
    <message>
        <source>it is no input layer</source>
        <translation>입력 레이어이 아닙니다</translation>
    </message>
    <message>
        <source>its config has no names to change</source>
        <translation>설정에 바꿀 이름이 없습니다</translation>
    </message>
    <message>
        <source>names change by renaming, so that others find the layer</source>
        <translation>다른 레이어가 찾을 수 있도록, 이름은 이름 바꾸기로 바꿉니다</translation>
    </message>
    <message>
        <source>the layers of a nested model are changed one by one</source>
        <translation>중첩 모델의 레이어는 하나씩 바꿉니다</translation>
    </message>
    <message>
        <source>the model has %1 inputs: say which</source>
        <translation>모델의 입력이 %1개입니다. 어느 것인지 정하세요</translation>
    </message>
    <message>
        <source>a Sequential takes models of one input and one output; this one has %1 and %2</source>
        <translation>Sequential에는 입력과 출력이 하나씩인 모델을 넣을 수 있습니다. 이 모델은 %1개와 %2개입니다</translation>
    </message>
    <message>
        <source>the new model needs a name without a slash</source>
        <translation>새 모델에는 빗금이 없는 이름이 필요합니다</translation>
    </message>
    <message>
        <source>Keras %1, which this model is for, has no %2</source>
        <translation>이 모델이 쓰는 Keras %1에는 %2이(가) 없습니다</translation>
    </message>
    <message>
        <source>a %1 needs &quot;%2&quot; in its config</source>
        <translation>%1의 설정에는 &quot;%2&quot;이(가) 필요합니다</translation>
    </message>
    <message>
        <source>a layer needs a &quot;class_name&quot;, and a &quot;config&quot; with what has no default</source>
        <translation>레이어에는 &quot;class_name&quot;과, 기본값이 없는 항목이 든 &quot;config&quot;가 필요합니다</translation>
    </message>
    <message>
        <source>a weight of the shape %1 cannot be made: a size is not known</source>
        <translation>형상이 %1인 가중치를 만들 수 없습니다. 알 수 없는 크기가 있습니다</translation>
    </message>
    <message>
        <source>the initializer &quot;%1&quot; is not built into Keras</source>
        <translation>초기화 함수 &quot;%1&quot;은(는) Keras에 내장되어 있지 않습니다</translation>
    </message>
    <message>
        <source>the initializer Identity makes matrices, not %1</source>
        <translation>초기화 함수 Identity는 행렬을 만들며, %1은(는) 맞지 않습니다</translation>
    </message>
    <message>
        <source>the initializer Orthogonal needs at least two axes, not %1</source>
        <translation>초기화 함수 Orthogonal에는 축이 둘 이상 필요하며, %1은(는) 맞지 않습니다</translation>
    </message>
    <message>
        <source>has an equation that does not fit its input %1</source>
        <translation>식이 입력 %1에 맞지 않습니다</translation>
    </message>
    <message>
        <source>normalizes axis %1, but its input is %2</source>
        <translation>축 %1을(를) 정규화하지만 입력은 %2입니다</translation>
    </message>
    <message>
        <source>has %1 groups, which do not divide the channels of its input %2</source>
        <translation>그룹이 %1개이며, 입력 %2의 채널이 나누어떨어지지 않습니다</translation>
    </message>
    <message>
        <source>expects images of rank 3 or 4, but its input is %1</source>
        <translation>3차원 또는 4차원 이미지가 필요하지만 입력은 %1입니다</translation>
    </message>
    <message>
        <source>crops more than its input %1 has</source>
        <translation>입력 %1보다 많이 잘라 냅니다</translation>
    </message>
    <message>
        <source>has more than one unknown dimension in its target shape %1</source>
        <translation>목표 형상 %1에 알 수 없는 차원이 둘 이상 있습니다</translation>
    </message>
    <message>
        <source>permutes %1 axes, but its input is %2</source>
        <translation>축 %1개를 바꾸지만 입력은 %2입니다</translation>
    </message>
    <message>
        <source>permutes an axis %1, but its input is %2</source>
        <translation>축 %1을(를) 바꾸지만 입력은 %2입니다</translation>
    </message>
    <message>
        <source>permutes the axis %1 twice</source>
        <translation>축 %1을(를) 두 번 바꿉니다</translation>
    </message>
    <message>
        <source>the model has no variable of this name</source>
        <translation>모델에 이 이름의 변수가 없습니다</translation>
    </message>
    <message>
        <source>the amount must be a finite number</source>
        <translation>양은 유한한 수여야 합니다</translation>
    </message>
    <message>
        <source>the decay of an exponential average lies between 0 and 1</source>
        <translation>지수 평균의 감쇠율은 0과 1 사이입니다</translation>
    </message>
    <message>
        <source>the rule &quot;%1&quot; takes %2 models, not %3</source>
        <translation>규칙 &quot;%1&quot;에는 모델이 %2개 필요하며, %3개는 맞지 않습니다</translation>
    </message>
    <message>
        <source>%1 values cannot be blended</source>
        <translation>%1 값은 섞을 수 없습니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; of the file and &quot;%2&quot; of the model have nothing in common</source>
        <translation>파일의 &quot;%1&quot;과(와) 모델의 &quot;%2&quot;에 공통된 것이 없습니다</translation>
    </message>
    <message>
        <source>the file has no entry &quot;%1&quot;</source>
        <translation>파일에 항목 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>the file has no object &quot;%1&quot;</source>
        <translation>파일에 객체 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>the objects of the layer &quot;%1&quot; are not known</source>
        <translation>레이어 &quot;%1&quot;의 객체를 알 수 없습니다</translation>
    </message>
    <message>
        <source>the objects of &quot;%1&quot; are not known</source>
        <translation>&quot;%1&quot;의 객체를 알 수 없습니다</translation>
    </message>
    <message>
        <source>there is no layer &quot;%1&quot;</source>
        <translation>레이어 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>%1 does not fit %2</source>
        <translation>%1은(는) %2에 맞지 않습니다</translation>
    </message>
    <message>
        <source>%1 values cannot be interpolated</source>
        <translation>%1 값은 보간할 수 없습니다</translation>
    </message>
    <message>
        <source>there are no values to move</source>
        <translation>옮길 값이 없습니다</translation>
    </message>
    <message>
        <source>there are no fresh values of this shape to pad with</source>
        <translation>채워 넣을 이 형상의 새 값이 없습니다</translation>
    </message>
    <message>
        <source>none of these weights goes with one there</source>
        <translation>이 가중치 중 어느 것도 저쪽과 짝이 되지 않습니다</translation>
    </message>
    <message>
        <source>the layer &quot;%1&quot; has no weights</source>
        <translation>레이어 &quot;%1&quot;에는 가중치가 없습니다</translation>
    </message>
    <message>
        <source>there are no weights to move</source>
        <translation>옮길 가중치가 없습니다</translation>
    </message>
    <message>
        <source>there is no layer or variable &quot;%1&quot;</source>
        <translation>레이어가나 변수 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>there is nothing to move</source>
        <translation>옮길 것이 없습니다</translation>
    </message>
    <message>
        <source>Remove %1 layers</source>
        <translation>레이어 %1개 제거</translation>
    </message>
    <message>
        <source>(%1) from %2, %3</source>
        <translation>%2의 (%1), %3</translation>
    </message>
    <message>
        <source>(%1) from %2</source>
        <translation>%2의 (%1)</translation>
    </message>
    <message>
        <source>an unknown shape from %1</source>
        <translation>%1의 알 수 없는 형상</translation>
    </message>
    <message>
        <source>it does not read %1</source>
        <translation>%1을(를) 읽지 않습니다</translation>
    </message>
    <message>
        <source>Replace %1 by %2</source>
        <translation>%1을(를) %2(으)로 바꾸기</translation>
    </message>
    <message>
        <source>(%1) from %2, (%3) from %4</source>
        <translation>%2의 (%1), %4의 (%3)</translation>
    </message>
    <message>
        <source>How its class names its inner layers and weights is not in the file; load the SavedModel without the class in custom_objects, or they keep fresh values</source>
        <translation>클래스가 내부 레이어와 가중치를 어떤 이름으로 두는지 파일에 없습니다. custom_objects에 클래스를 넣지 않고 SavedModel을 불러오세요. 그러지 않으면 가중치가 새 값으로 남습니다</translation>
    </message>
    <message>
        <source>Wrap %1 in a %2</source>
        <translation>%1을(를) %2(으)로 감싸기</translation>
    </message>
    <message>
        <source>layers are wrapped in a Bidirectional or a TimeDistributed, not in a %1</source>
        <translation>레이어는 Bidirectional이나 TimeDistributed로 감싸며 %1(으)로는 감쌀 수 없습니다</translation>
    </message>
    <message>
        <source>an input layer cannot be wrapped</source>
        <translation>입력 레이어는 감쌀 수 없습니다</translation>
    </message>
    <message>
        <source>a nested model reads its own shape, and in a wrapper it would get a dimension less</source>
        <translation>중첩된 모델은 정해진 형상을 읽으므로, 래퍼 안에서는 차원이 하나 모자라게 됩니다</translation>
    </message>
    <message>
        <source>it gives out %1 tensors, and a wrapper would give out others</source>
        <translation>텐서 %1개를 내보내는데, 래퍼는 다른 텐서를 내보냅니다</translation>
    </message>
    <message>
        <source>it reads %1 tensors, and a wrapper hands on one</source>
        <translation>텐서 %1개를 읽는데, 래퍼는 하나만 넘깁니다</translation>
    </message>
    <message>
        <source>what %1 computes is borrowed from %2, which cannot be opened: %3; put it back, borrow from another SavedModel, or teach an expression</source>
        <translation>%1의 계산은 %2에서 빌렸는데 그것을 열 수 없습니다: %3. 제자리에 되돌려 놓거나, 다른 SavedModel에서 빌리거나, 식으로 가르치십시오</translation>
    </message>
</context>
<context>
    <name>lw::ui::DialectNotes</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::DocumentArea</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>lw::ui::DocumentPage</name>
    <message>
        <source>Graph</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>요약</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>파라미터 %1개</translation>
    </message>
</context>
<context>
    <name>lw::ui::DraftGuide</name>
    <message>
        <source>This is a draft: it cannot be saved until it fits</source>
        <translation>초안입니다. 서로 맞을 때까지 저장할 수 없습니다</translation>
    </message>
    <message>
        <source>Show next</source>
        <translation>다음 보기</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
</context>
<context>
    <name>lw::ui::DragLabel</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 외 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::DropVerdict</name>
    <message>
        <source>%1 fit</source>
        <comment>names of variables</comment>
        <translation>%1 맞음</translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s) fit</source>
        <translation>
            <numerusform>변수 %n개 맞음</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 finds no place here</source>
        <translation>%1을(를) 넣을 곳이 없습니다</translation>
    </message>
    <message>
        <source>%1 changes from %2 to %3</source>
        <translation>%1의 형식이 %2에서 %3(으)로 바뀝니다</translation>
    </message>
    <message>
        <source>%1 has no values</source>
        <translation>%1에 값이 없습니다</translation>
    </message>
    <message>
        <source>%1 values cannot become %2</source>
        <translation>%1 값은 %2이(가) 될 수 없습니다</translation>
    </message>
    <message>
        <source>%1 %2 does not fit %3</source>
        <translation>%1 %2이(가) %3에 맞지 않습니다</translation>
    </message>
    <message>
        <source>Nothing can be dropped here</source>
        <translation>여기에는 놓을 수 없습니다</translation>
    </message>
    <message>
        <source>It is here already</source>
        <translation>이미 여기에 있습니다</translation>
    </message>
    <message>
        <source>%1 has no weights</source>
        <translation>%1에는 가중치가 없습니다</translation>
    </message>
    <message>
        <source>%1 fits none of %2</source>
        <translation>%1: %2 중 맞는 것이 없습니다</translation>
    </message>
    <message>
        <source>%1 do not fit %2</source>
        <translation>%1: %2에 맞지 않습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n more do not fit</source>
        <translation>
            <numerusform>그 밖에 %n개가 맞지 않습니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n variables find no place here</source>
        <translation>
            <numerusform>여기에 들어갈 자리가 없는 변수 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 fits each of %2</source>
        <translation>%1: %2 모두에 맞습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s) fit under other names</source>
        <translation>
            <numerusform>이름은 다르지만 변수 %n개가 맞습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>This model has no weights</source>
        <translation>이 모델에는 가중치가 없습니다</translation>
    </message>
    <message>
        <source>%1 fits</source>
        <comment>name of a variable</comment>
        <translation>%1 맞음</translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <translation>%1 (%2 안)</translation>
    </message>
</context>
<context>
    <name>lw::ui::Errors</name>
    <message>
        <source>Not found</source>
        <translation>찾을 수 없음</translation>
    </message>
    <message>
        <source>The file is damaged</source>
        <translation>파일이 손상됨</translation>
    </message>
    <message>
        <source>Not supported</source>
        <translation>지원하지 않음</translation>
    </message>
    <message>
        <source>That is not possible</source>
        <translation>할 수 없는 작업</translation>
    </message>
    <message>
        <source>The system could not read or write</source>
        <translation>시스템에서 읽거나 쓸 수 없음</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>It may have been moved, renamed or deleted.</source>
        <translation>옮겼거나 이름을 바꾸었거나 지웠을 수 있습니다.</translation>
    </message>
    <message>
        <source>It may have been cut short while it was copied or downloaded: fetch it again.</source>
        <translation>복사하거나 내려받는 동안 잘렸을 수 있습니다. 다시 받아 보세요.</translation>
    </message>
    <message>
        <source>Layerwright opens Keras .h5 and .keras files, SavedModel folders, TensorFlow checkpoints and architecture JSON.</source>
        <translation>Layerwright는 Keras .h5와 .keras 파일, SavedModel 폴더, TensorFlow 체크포인트, 아키텍처 JSON을 엽니다.</translation>
    </message>
    <message>
        <source>Check permissions and free space, then try again.</source>
        <translation>권한과 남은 공간을 확인한 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Nothing was changed on disk. Check permissions and free space, or save somewhere else.</source>
        <translation>디스크에서 바뀐 것은 없습니다. 권한과 남은 공간을 확인하거나 다른 곳에 저장하세요.</translation>
    </message>
    <message>
        <source>Nothing was changed on disk. Another format may hold it.</source>
        <translation>디스크에서 바뀐 것은 없습니다. 다른 형식으로는 저장할 수 있을지도 모릅니다.</translation>
    </message>
    <message>
        <source>Nothing was changed on disk. A part of the opened file cannot be read any more.</source>
        <translation>디스크에서 바뀐 것은 없습니다. 연 파일의 일부를 더 이상 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>Nothing was changed on disk.</source>
        <translation>디스크에서 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>%1 (at byte %2)</source>
        <translation>%1 (%2바이트 위치)</translation>
    </message>
</context>
<context>
    <name>lw::ui::FeatureMapsView</name>
    <message>
        <source>Channel %1, row %2, column %3: %4</source>
        <translation>채널 %1, %2행 %3열: %4</translation>
    </message>
</context>
<context>
    <name>lw::ui::FileController</name>
    <message>
        <source>Saving was cancelled; nothing was changed on disk</source>
        <translation>저장을 취소했습니다. 디스크에서 바뀐 것은 없습니다</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>목록 비우기</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1을(를) 저장했습니다</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>The opened model stays as it is.</source>
        <translation>열려 있는 모델은 그대로입니다.</translation>
    </message>
    <message>
        <source>%1 is gone from disk</source>
        <translation>%1이(가) 디스크에서 사라졌습니다</translation>
    </message>
    <message>
        <source>It was moved, renamed or deleted by another program. Save it to keep it.</source>
        <translation>다른 프로그램이 옮기거나 이름을 바꾸거나 지웠습니다. 남겨 두려면 저장하세요.</translation>
    </message>
    <message>
        <source>%1 was changed on disk</source>
        <translation>%1이(가) 디스크에서 바뀌었습니다</translation>
    </message>
    <message>
        <source>Another program wrote it, and what is shown here may be old.</source>
        <translation>다른 프로그램이 파일을 썼으므로 지금 보이는 내용은 예전 것일 수 있습니다.</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>다시 읽기</translation>
    </message>
    <message>
        <source>%1 (missing)</source>
        <translation>%1 (없음)</translation>
    </message>
    <message>
        <source>This model is in no file yet: save it first</source>
        <translation>아직 파일에 저장되지 않은 모델입니다. 먼저 저장하세요</translation>
    </message>
    <message>
        <source>It is being saved: wait until that is done</source>
        <translation>저장하는 중입니다. 끝날 때까지 기다리세요</translation>
    </message>
    <message>
        <source>There is no format that this model can be saved in: it can only be looked at and run</source>
        <translation>이 모델을 저장할 수 있는 형식이 없습니다. 살펴보고 실행할 수만 있습니다</translation>
    </message>
    <message>
        <source>There are no weights in this model</source>
        <translation>이 모델에는 가중치가 없습니다</translation>
    </message>
    <message>
        <source>No model has been opened yet: use “Open…”</source>
        <translation>아직 연 모델이 없습니다. ‘열기…’로 여세요</translation>
    </message>
</context>
<context>
    <name>lw::ui::FileDrop</name>
    <message>
        <source>Drop to open</source>
        <translation>놓으면 엽니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::GraphCanvas</name>
    <message>
        <source>Graph</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>%1, %2, output %3, %4 parameters, %5 inputs, %6 outputs</source>
        <translation>%1, %2, 출력 %3, 파라미터 %4개, 입력 %5개, 출력 %6개</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Trainable</source>
        <translation>훈련 가능</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>공유</translation>
    </message>
    <message numerus="yes">
        <source>called %n time(s)</source>
        <translation>
            <numerusform>%n번 호출됨</numerusform>
        </translation>
    </message>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>not built in; it cannot run by itself</source>
        <translation>내장 클래스가 아니어서 단독으로 실행할 수 없습니다</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Does not fit: %1</source>
        <translation>맞지 않음: %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::GraphDrawing</name>
    <message numerus="yes">
        <source>%n operator(s)</source>
        <translation>
            <numerusform>연산 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) each</source>
        <translation>
            <numerusform>각각 레이어 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>블록 %1</translation>
    </message>
    <message>
        <source>Repeated blocks</source>
        <translation>반복 블록</translation>
    </message>
</context>
<context>
    <name>lw::ui::GraphDrop</name>
    <message>
        <source>Trying whether it fits…</source>
        <translation>맞는지 확인하는 중…</translation>
    </message>
</context>
<context>
    <name>lw::ui::GraphMiniMap</name>
    <message>
        <source>Overview</source>
        <translation>전체 보기</translation>
    </message>
</context>
<context>
    <name>lw::ui::GraphPane</name>
    <message>
        <source>Unfold all</source>
        <translation>모두 펼치기</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>접기</translation>
    </message>
    <message>
        <source>Fold all</source>
        <translation>모두 접기</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞추기</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>실제 크기</translation>
    </message>
    <message>
        <source>Save as a picture…</source>
        <translation>그림으로 저장…</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>펼치기</translation>
    </message>
    <message>
        <source>Fold the group around it</source>
        <translation>감싼 그룹 접기</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>자세히 보기</translation>
    </message>
    <message>
        <source>Select inputs</source>
        <translation>입력 선택</translation>
    </message>
    <message>
        <source>Select outputs</source>
        <translation>출력 선택</translation>
    </message>
    <message>
        <source>Copied the name</source>
        <translation>이름을 복사했습니다</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG 그림 (*.svg)</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 그림 (*.png)</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF 문서 (*.pdf)</translation>
    </message>
    <message>
        <source>Save the graph as a picture</source>
        <translation>그래프를 그림으로 저장</translation>
    </message>
    <message>
        <source>The picture could not be saved</source>
        <translation>그림을 저장할 수 없습니다</translation>
    </message>
    <message>
        <source>Saved the picture</source>
        <translation>그림을 저장했습니다</translation>
    </message>
    <message>
        <source>Laying out the layers</source>
        <translation>레이어 배치 중</translation>
    </message>
    <message>
        <source>Laying out the operators</source>
        <translation>연산자 배치 중</translation>
    </message>
    <message>
        <source>Laying out the graph</source>
        <translation>그래프 배치 중</translation>
    </message>
    <message>
        <source>The layout was cancelled.</source>
        <translation>배치가 취소되었습니다.</translation>
    </message>
    <message>
        <source>There is no picture of this graph.</source>
        <translation>이 그래프는 그릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Laying out…</source>
        <translation>배치 중…</translation>
    </message>
    <message>
        <source>This function has no operators.</source>
        <translation>이 함수에는 연산자가 없습니다.</translation>
    </message>
    <message>
        <source>This file holds weights without layers. They are under Weights.</source>
        <translation>이 파일에는 레이어 없이 가중치만 있습니다. 가중치 탭에서 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>There is nothing to draw.</source>
        <translation>그릴 것이 없습니다.</translation>
    </message>
    <message>
        <source>Repeated blocks are folded: %1 cards for %2 layers.</source>
        <translation>반복되는 블록을 접었습니다: 레이어 %2개를 카드 %1개로 표시합니다.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>The file does not say how these layers are connected.</source>
        <translation>이 파일에는 레이어가 어떻게 연결되는지에 대한 정보가 없습니다.</translation>
    </message>
    <message>
        <source>Show the operators</source>
        <translation>연산자 보기</translation>
    </message>
    <message>
        <source>Saving the picture</source>
        <translation>그림 저장 중</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copied %1</source>
        <translation>%1을(를) 복사했습니다</translation>
    </message>
    <message>
        <source>Paste weights</source>
        <translation>가중치 붙여넣기</translation>
    </message>
    <message>
        <source>Nothing goes into it</source>
        <translation>들어오는 것이 없습니다</translation>
    </message>
    <message>
        <source>Nothing reads what it gives out</source>
        <translation>이 출력을 읽는 것이 없습니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::GraphToolBar</name>
    <message>
        <source>Main graph</source>
        <translation>주 그래프</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n operator(s))</source>
        <translation>
            <numerusform>%1 (연산 %n개)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>None found</source>
        <translation>찾은 것 없음</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2개 중 %1번째</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n개 찾음</numerusform>
        </translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>연산</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Draw the Keras layers</source>
        <translation>Keras 레이어를 그립니다</translation>
    </message>
    <message>
        <source>Draw the operators of a traced function</source>
        <translation>추적된 함수의 연산을 그립니다</translation>
    </message>
    <message>
        <source>Left to right; switch to top to bottom</source>
        <translation>왼쪽에서 오른쪽으로. 누르면 위에서 아래로 바뀝니다</translation>
    </message>
    <message>
        <source>Top to bottom; switch to left to right</source>
        <translation>위에서 아래로. 누르면 왼쪽에서 오른쪽으로 바뀝니다</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>모든 그룹 접기</translation>
    </message>
    <message>
        <source>Unfold all groups</source>
        <translation>모든 그룹 펼치기</translation>
    </message>
    <message>
        <source>Shapes on the connections</source>
        <translation>연결선에 형상 표시</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>전체 보기</translation>
    </message>
    <message>
        <source>Save as a picture</source>
        <translation>그림으로 저장</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>실제 크기</translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>이전 (Shift+Enter)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>다음 (Enter)</translation>
    </message>
    <message>
        <source>Find name, class or shape</source>
        <translation>이름, 클래스, 형상 찾기</translation>
    </message>
    <message>
        <source>Find in the graph</source>
        <translation>그래프에서 찾기</translation>
    </message>
    <message>
        <source>Fit into the window (Ctrl+9)</source>
        <translation>창에 맞추기 (Ctrl+9)</translation>
    </message>
</context>
<context>
    <name>lw::ui::HeadDialog</name>
    <message>
        <source>New head</source>
        <translation>새 헤드</translation>
    </message>
    <message>
        <source>&amp;Units (classes)</source>
        <translation>유닛 수(클래스)(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Activation</source>
        <translation>활성화 함수(&amp;A)</translation>
    </message>
    <message>
        <source>In the place of %1</source>
        <translation>%1 자리에</translation>
    </message>
    <message>
        <source>Behind %1</source>
        <translation>%1 뒤에</translation>
    </message>
    <message>
        <source>The head is a Dense layer with fresh weights. All others keep theirs; freeze them to train only the head.</source>
        <translation>헤드는 새 가중치를 가진 Dense 레이어입니다. 다른 레이어는 가중치를 그대로 유지합니다. 헤드만 훈련하려면 다른 레이어를 동결하십시오.</translation>
    </message>
    <message>
        <source>&amp;Where</source>
        <translation>위치(&amp;W)</translation>
    </message>
    <message>
        <source>Make the head</source>
        <translation>헤드 만들기</translation>
    </message>
</context>
<context>
    <name>lw::ui::HeatmapView</name>
    <message>
        <source>%1 × %2; point at a cell to read its value</source>
        <translation>%1 × %2. 칸을 가리키면 값이 보입니다</translation>
    </message>
    <message>
        <source>row %1, column %2: %3</source>
        <translation>%1행 %2열: %3</translation>
    </message>
    <message>
        <source>Drawing the values</source>
        <translation>값을 그리는 중</translation>
    </message>
    <message>
        <source>Drawing the values…</source>
        <translation>값을 그리는 중…</translation>
    </message>
</context>
<context>
    <name>lw::ui::HistogramView</name>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>min %1</source>
        <translation>최소 %1</translation>
    </message>
    <message>
        <source>max %1</source>
        <translation>최대 %1</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>평균 %1</translation>
    </message>
    <message>
        <source>std %1</source>
        <translation>표준편차 %1</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>값 %1개</translation>
    </message>
    <message>
        <source>%1 zeros</source>
        <translation>0인 값 %1개</translation>
    </message>
    <message>
        <source>%1 not a number</source>
        <translation>NaN %1개</translation>
    </message>
    <message>
        <source>%1 infinite</source>
        <translation>무한대 %1개</translation>
    </message>
</context>
<context>
    <name>lw::ui::HistoryDelegate</name>
    <message>
        <source>saved</source>
        <translation>저장됨</translation>
    </message>
</context>
<context>
    <name>lw::ui::HistoryModel</name>
    <message>
        <source>%1 as it was opened</source>
        <translation>%1을(를) 연 상태</translation>
    </message>
    <message>
        <source>%1, the model as it is now</source>
        <translation>%1, 지금 모델</translation>
    </message>
    <message>
        <source>%1, undone</source>
        <translation>%1, 실행 취소됨</translation>
    </message>
    <message>
        <source>%1 as it was made</source>
        <translation>만들었을 때의 %1</translation>
    </message>
</context>
<context>
    <name>lw::ui::HistoryPane</name>
    <message>
        <source>Nothing was changed yet. Edits appear here, and a click takes the model back to any of them.</source>
        <translation>아직 바꾼 것이 없습니다. 편집 내역이 여기에 나타나며, 누르면 그 상태로 돌아갑니다.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>기록</translation>
    </message>
</context>
<context>
    <name>lw::ui::InputEditor</name>
    <message>
        <source>%1  %2 %3</source>
        <translation>%1  %2 %3</translation>
    </message>
    <message>
        <source>Random, normal</source>
        <translation>난수 (정규 분포)</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>모두 0</translation>
    </message>
    <message>
        <source>Ones</source>
        <translation>1</translation>
    </message>
    <message>
        <source>File (.npy, .npz, .csv)</source>
        <translation>파일 (.npy, .npz, .csv)</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>샘플</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Choose an input</source>
        <translation>입력 선택</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.ppm *.pgm)</source>
        <translation>이미지 (*.png *.jpg *.jpeg *.bmp *.gif *.ppm *.pgm)</translation>
    </message>
    <message>
        <source>Arrays (*.npy *.npz *.csv)</source>
        <translation>배열 (*.npy *.npz *.csv)</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>File (.txt, .npy, .npz)</source>
        <translation>파일 (.txt, .npy, .npz)</translation>
    </message>
    <message>
        <source>Random, even</source>
        <translation>난수 (균등 분포)</translation>
    </message>
    <message>
        <source>Random, whole</source>
        <translation>난수 (정수)</translation>
    </message>
    <message>
        <source>From</source>
        <translation>부터</translation>
    </message>
    <message>
        <source>To</source>
        <translation>까지</translation>
    </message>
    <message>
        <source>Stands for the dimensions that the model leaves open</source>
        <translation>모델이 정하지 않은 차원의 길이입니다</translation>
    </message>
    <message>
        <source>One text a line</source>
        <translation>한 줄에 텍스트 하나씩</translation>
    </message>
    <message>
        <source>Drop a file here to use it as input</source>
        <translation>파일을 여기에 놓으면 입력으로 씁니다</translation>
    </message>
    <message>
        <source>This picture cannot be read.</source>
        <translation>이 이미지를 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Text and arrays (*.txt *.csv *.npy *.npz)</source>
        <translation>텍스트와 배열 (*.txt *.csv *.npy *.npz)</translation>
    </message>
    <message>
        <source>Choose a file for the input %1.</source>
        <translation>입력 %1에 쓸 파일을 선택하세요.</translation>
    </message>
</context>
<context>
    <name>lw::ui::InputForm</name>
    <message>
        <source>Without the batch; None where any size goes</source>
        <translation>배치를 뺀 형상입니다. 크기가 정해지지 않은 곳은 None</translation>
    </message>
    <message>
        <source>Input &amp;shape</source>
        <translation>입력 형상(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Type</source>
        <translation>자료형(&amp;T)</translation>
    </message>
    <message>
        <source>A batch is %1</source>
        <translation>배치의 형상: %1</translation>
    </message>
    <message>
        <source>Write sizes such as 28, 28, 1; None where any size goes</source>
        <translation>28, 28, 1처럼 크기를 쓰세요. 크기가 정해지지 않은 곳은 None</translation>
    </message>
</context>
<context>
    <name>lw::ui::InputShapeDialog</name>
    <message>
        <source>Input shape</source>
        <translation>입력 형상</translation>
    </message>
    <message>
        <source>&amp;Input</source>
        <translation>입력(&amp;I)</translation>
    </message>
    <message>
        <source>Layers keep their weights where they fit the new shape; you are asked where they do not.</source>
        <translation>새 형상에 맞는 레이어는 가중치를 유지합니다. 맞지 않으면 어떻게 할지 묻습니다.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>바꾸기</translation>
    </message>
</context>
<context>
    <name>lw::ui::InsertController</name>
    <message>
        <source>Copy layers first</source>
        <translation>먼저 레이어를 복사하세요</translation>
    </message>
    <message>
        <source>Select the layer that they go behind</source>
        <translation>뒤에 붙여넣을 레이어를 선택하세요</translation>
    </message>
</context>
<context>
    <name>lw::ui::Inspector</name>
    <message>
        <source>Total</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Trainable</source>
        <translation>훈련 가능</translation>
    </message>
    <message>
        <source>Not trainable</source>
        <translation>훈련 불가</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>옵티마이저</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>메트릭</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>반복 횟수</translation>
    </message>
    <message>
        <source>Optimizer variables</source>
        <translation>옵티마이저 변수</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Connected to</source>
        <translation>연결된 레이어</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>작성 도구</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>변수</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Registered as</source>
        <translation>등록 이름</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>모듈</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>자료형</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>형상</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>원소 수</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>훈련</translation>
    </message>
    <message>
        <source>Optimizer settings</source>
        <translation>옵티마이저 설정</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>형상</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Signature %1</source>
        <translation>시그니처 %1</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>애셋</translation>
    </message>
    <message>
        <source>In the model</source>
        <translation>모델 안에서</translation>
    </message>
    <message>
        <source>Config</source>
        <translation>설정(config)</translation>
    </message>
    <message>
        <source>Build config</source>
        <translation>빌드 설정(build_config)</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>no</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>파일 안에서</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>속성값</translation>
    </message>
    <message>
        <source>Borrowed from %1</source>
        <translation>%1에서 빌림</translation>
    </message>
    <message>
        <source>This class is not built in. Its weights are shown and counted; it runs only where the file has its traced function, or where you teach what it computes.</source>
        <translation>내장 클래스가 아닙니다. 가중치는 표시하고 세지만, 파일에 추적된 함수가 있거나 무엇을 계산하는지 가르쳤을 때만 실행됩니다.</translation>
    </message>
    <message>
        <source>It is a Python lambda without a name, which is never run.</source>
        <translation>이름 없는 파이썬 lambda이며, 절대 실행하지 않습니다.</translation>
    </message>
    <message>
        <source>It is the Python function %1, which is never run.</source>
        <translation>파이썬 함수 %1이며, 절대 실행하지 않습니다.</translation>
    </message>
    <message>
        <source>It runs where the file has its traced function, or where you teach what it computes.</source>
        <translation>파일에 추적된 함수가 있거나 계산 내용을 가르치면 실행됩니다.</translation>
    </message>
</context>
<context>
    <name>lw::ui::InspectorPane</name>
    <message>
        <source>Select a layer or a weight to see what it is.</source>
        <translation>레이어나 가중치를 선택하면 자세한 내용이 보입니다.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Computes</source>
        <translation>계산</translation>
    </message>
    <message>
        <source>Teach what it computes…</source>
        <translation>무엇을 계산하는지 가르치기…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>바꾸기…</translation>
    </message>
</context>
<context>
    <name>lw::ui::KernelTilesView</name>
    <message>
        <source>Filter %1, input channel %2</source>
        <translation>필터 %1, 입력 채널 %2</translation>
    </message>
    <message>
        <source>Filter %1, three input channels as red, green and blue</source>
        <translation>필터 %1, 입력 채널 셋을 빨강, 초록, 파랑으로 표시</translation>
    </message>
    <message>
        <source>row %1, column %2</source>
        <translation>%1행 %2열</translation>
    </message>
</context>
<context>
    <name>lw::ui::LayerForm</name>
    <message>
        <source>This layer has no settings.</source>
        <translation>이 레이어에는 설정이 없습니다.</translation>
    </message>
</context>
<context>
    <name>lw::ui::LayerInsertion</name>
    <message>
        <source>Moves %1 here; with Ctrl, copies it</source>
        <translation>%1을(를) 여기로 옮깁니다. Ctrl을 누르면 복사합니다</translation>
    </message>
    <message>
        <source>Inserts %1</source>
        <translation>%1 삽입</translation>
    </message>
    <message>
        <source>Inserts %1 as %2</source>
        <comment>layer, new name</comment>
        <translation>%1을(를) %2(으)로 삽입</translation>
    </message>
</context>
<context>
    <name>lw::ui::LayerPicker</name>
    <message>
        <source>Find a layer</source>
        <translation>레이어 찾기</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>이름(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Wraps</source>
        <translation>감쌀 레이어(&amp;W)</translation>
    </message>
    <message>
        <source>chosen automatically</source>
        <translation>자동으로 정함</translation>
    </message>
    <message>
        <source>stays %1</source>
        <translation>%1 그대로</translation>
    </message>
</context>
<context>
    <name>lw::ui::LoadWeightsDialog</name>
    <message>
        <source>Object of the file</source>
        <translation>파일의 객체</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>Leave out what does not fit</source>
        <translation>맞지 않는 것 빼기</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>불러오기</translation>
    </message>
    <message>
        <source>Only what is not loaded</source>
        <translation>불러오지 않는 것만</translation>
    </message>
    <message>
        <source>Load weights</source>
        <translation>가중치 불러오기</translation>
    </message>
    <message>
        <source>What suits the file</source>
        <translation>파일에 맞게</translation>
    </message>
    <message>
        <source>By objects</source>
        <translation>객체로</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>이름으로</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>순서대로</translation>
    </message>
    <message>
        <source>The whole model</source>
        <translation>모델 전체</translation>
    </message>
    <message>
        <source>The whole file</source>
        <translation>파일 전체</translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation>이름으로 거르기</translation>
    </message>
    <message>
        <source>Weights of &lt;b&gt;%1&lt;/b&gt; into &lt;b&gt;%2&lt;/b&gt;</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;의 가중치를 &lt;b&gt;%2&lt;/b&gt;에</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>짝짓기</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>넣을 곳</translation>
    </message>
    <message>
        <source>the whole model</source>
        <translation>모델 전체</translation>
    </message>
    <message>
        <source>More of the file fits into %1. These weights seem to have been saved of it alone.</source>
        <translation>%1에 넣으면 더 많이 맞습니다. 이 가중치는 그 부분만 저장한 것으로 보입니다.</translation>
    </message>
    <message>
        <source>More of the file fits when its object %1 goes into %2.</source>
        <translation>파일의 객체 %1을(를) %2에 넣으면 더 많이 맞습니다.</translation>
    </message>
    <message>
        <source>Nothing matches by objects, but names do.</source>
        <translation>객체로는 맞는 것이 없지만 이름은 맞습니다.</translation>
    </message>
    <message>
        <source>Nothing matches so, but in order it would fit.</source>
        <translation>이렇게는 맞는 것이 없지만 순서대로는 맞습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n load</source>
        <translation>
            <numerusform>%n개 불러옴</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n converted to another type</source>
        <translation>
            <numerusform>%n개는 자료형 변환</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keep their values</source>
        <translation>
            <numerusform>%n개는 값 유지</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the file are not used</source>
        <translation>
            <numerusform>파일의 %n개는 쓰지 않음</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n do not fit</source>
        <translation>
            <numerusform>%n개는 맞지 않음</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Load %n variables</source>
        <translation>
            <numerusform>변수 %n개 불러오기</numerusform>
        </translation>
    </message>
    <message>
        <source>the optimizer&apos;s state is loaded too</source>
        <translation>옵티마이저 상태도 불러옴</translation>
    </message>
    <message>
        <source>the optimizer stays as it is</source>
        <translation>옵티마이저는 그대로 둠</translation>
    </message>
</context>
<context>
    <name>lw::ui::MainWindow</name>
    <message>
        <source>Summary copied</source>
        <translation>요약을 복사했습니다</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>속성</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>문제 (%1)</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>This layer has no weights.</source>
        <translation>이 레이어에는 가중치가 없습니다.</translation>
    </message>
    <message>
        <source>Load its weights into %1…</source>
        <translation>가중치를 %1에 불러오기…</translation>
    </message>
    <message>
        <source>Open it as a model of its own</source>
        <translation>따로 열기</translation>
    </message>
    <message>
        <source>History</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Show the graph, or the picture of a weight</source>
        <translation>그래프나 가중치의 그림을 표시하세요</translation>
    </message>
    <message>
        <source>Show the graph first</source>
        <translation>먼저 그래프를 표시하세요</translation>
    </message>
    <message>
        <source>Nothing was looked at before this</source>
        <translation>이전에 본 것이 없습니다</translation>
    </message>
    <message>
        <source>There is nothing ahead: go back first</source>
        <translation>앞으로 갈 곳이 없습니다. 먼저 뒤로 가세요</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>lw::ui::MatchingPage</name>
    <message>
        <source>&amp;Rule</source>
        <translation>규칙(&amp;R)</translation>
    </message>
    <message>
        <source>Mo&amp;ves</source>
        <translation>옮김(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>연결 끊기(&amp;D)</translation>
    </message>
    <message>
        <source>Up and Down choose the other end, Enter connects, Esc cancels</source>
        <translation>위아래 화살표로 상대를 고르고, Enter로 연결하고, Esc로 취소합니다</translation>
    </message>
    <message>
        <source>Not connected: drag it to the other column, or press Enter</source>
        <translation>연결되지 않음: 다른 열로 끌거나 Enter를 누르세요</translation>
    </message>
    <message>
        <source>Drag a variable or a layer to the other column to connect them. Pull a line&apos;s end away to disconnect.</source>
        <translation>변수나 레이어를 다른 열로 끌면 연결됩니다. 선의 끝을 떼어 내면 연결이 끊어집니다.</translation>
    </message>
</context>
<context>
    <name>lw::ui::MatchingView</name>
    <message>
        <source>Click to leave it out</source>
        <translation>누르면 빠집니다</translation>
    </message>
    <message>
        <source>Click to move it</source>
        <translation>누르면 옮깁니다</translation>
    </message>
    <message>
        <source>They have nothing in common</source>
        <translation>공통된 것이 없습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s) fit</source>
        <translation>
            <numerusform>변수 %n개가 맞습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Variables of both models and the lines between them</source>
        <translation>두 모델의 변수와 그 사이의 선</translation>
    </message>
</context>
<context>
    <name>lw::ui::MemoryStatus</name>
    <message>
        <source>Memory %1</source>
        <translation>메모리 %1</translation>
    </message>
    <message>
        <source>Memory that Layerwright holds now, mapped weights included</source>
        <translation>Layerwright가 지금 쓰는 메모리(매핑된 가중치 포함)</translation>
    </message>
</context>
<context>
    <name>lw::ui::MessageArea</name>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>모두 복사</translation>
    </message>
</context>
<context>
    <name>lw::ui::ModelTreeModel</name>
    <message>
        <source>Signatures</source>
        <translation>시그니처</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>애셋</translation>
    </message>
    <message>
        <source>Other weights</source>
        <translation>그 밖의 가중치</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>형상</translation>
    </message>
    <message>
        <source>%1: none of its weights trains</source>
        <translation>%1: 훈련되는 가중치가 없습니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::ModelsPane</name>
    <message>
        <source>Find layers and weights</source>
        <translation>레이어와 가중치 찾기</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>Close model</source>
        <translation>모델 닫기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Nothing is called so</source>
        <translation>그런 이름이 없습니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::NewModelDialog</name>
    <message>
        <source>With an &amp;input, to add layers to</source>
        <translation>입력에서 시작해 레이어 추가(&amp;I)</translation>
    </message>
    <message>
        <source>With the layers of an &amp;architecture file (.json)</source>
        <translation>아키텍처 파일(.json)의 레이어로 시작(&amp;A)</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>New model</source>
        <translation>새 모델</translation>
    </message>
    <message>
        <source>Sequential: one layer after the other</source>
        <translation>Sequential: 레이어를 차례로 쌓기</translation>
    </message>
    <message>
        <source>Functional: branches, merges, several inputs</source>
        <translation>Functional: 분기, 병합, 여러 입력</translation>
    </message>
    <message>
        <source>Keras 2 and tf_keras</source>
        <translation>Keras 2 및 tf_keras</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>종류(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>이름(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;For</source>
        <translation>대상(&amp;F)</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>F&amp;ile</source>
        <translation>파일(&amp;I)</translation>
    </message>
    <message>
        <source>All layers get fresh weights, by their initializers.</source>
        <translation>모든 레이어가 초기화 함수에 따라 새 가중치를 받습니다.</translation>
    </message>
    <message>
        <source>Architecture of a model</source>
        <translation>모델의 아키텍처</translation>
    </message>
    <message>
        <source>Architectures (%1)</source>
        <translation>아키텍처 (%1)</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>파일이 없습니다.</translation>
    </message>
    <message>
        <source>The name of a model has no slash.</source>
        <translation>모델 이름에는 빗금을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>With the layers of pasted &amp;JSON</source>
        <translation>붙여 넣은 JSON의 레이어로 시작(&amp;J)</translation>
    </message>
    <message>
        <source>Architecture as JSON</source>
        <translation>JSON 아키텍처</translation>
    </message>
    <message>
        <source>What model.to_json() gives, of either Keras</source>
        <translation>model.to_json()의 결과(Keras 2와 3 모두)</translation>
    </message>
    <message>
        <source>This is no JSON: %1</source>
        <translation>JSON이 아닙니다: %1</translation>
    </message>
    <message>
        <source>This is JSON, but no model: it has no class_name.</source>
        <translation>JSON이지만 모델이 아닙니다. class_name이 없습니다.</translation>
    </message>
</context>
<context>
    <name>lw::ui::ObjectsController</name>
    <message>
        <source>Teach %1…</source>
        <translation>%1 가르치기…</translation>
    </message>
</context>
<context>
    <name>lw::ui::OpenController</name>
    <message>
        <source>Opening %1</source>
        <translation>%1 여는 중</translation>
    </message>
    <message>
        <source>%1 could not be opened</source>
        <translation>%1을(를) 열 수 없습니다</translation>
    </message>
    <message>
        <source>Reading %1 again</source>
        <translation>%1 다시 읽는 중</translation>
    </message>
    <message>
        <source>%1 could not be read again</source>
        <translation>%1을(를) 다시 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>Models and weights (%1)</source>
        <translation>모델과 가중치 (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Open models</source>
        <translation>모델 열기</translation>
    </message>
    <message>
        <source>Open a SavedModel or checkpoint folder</source>
        <translation>SavedModel 또는 체크포인트 폴더 열기</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be opened</source>
        <translation>
            <numerusform>파일 %n개를 열 수 없습니다</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::OutputView</name>
    <message>
        <source>Bars</source>
        <translation>막대</translation>
    </message>
    <message>
        <source>Feature maps</source>
        <translation>특성 맵</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>히트맵</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>샘플</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Copy the numbers</source>
        <translation>숫자 복사</translation>
    </message>
    <message>
        <source>Save as .npy…</source>
        <translation>.npy로 저장…</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1을(를) 저장했습니다</translation>
    </message>
    <message>
        <source>The output was not saved</source>
        <translation>출력을 저장하지 못했습니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::PartsInbox</name>
    <message>
        <source>Nothing can be dropped here</source>
        <translation>여기에는 놓을 수 없습니다</translation>
    </message>
    <message>
        <source>%1 was changed and not saved: save it first, or drag within one program</source>
        <translation>%1에 저장하지 않은 변경이 있습니다. 먼저 저장하거나 한 프로그램 안에서 끌어 놓으세요</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 읽는 중…</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1을(를) 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>it was changed on disk</source>
        <translation>디스크에서 바뀌었습니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::PictureOptions</name>
    <message>
        <source>Stretch</source>
        <translation>늘이기</translation>
    </message>
    <message>
        <source>Fit, black border</source>
        <translation>맞추기, 검은 여백</translation>
    </message>
    <message>
        <source>Fill, cut the sides</source>
        <translation>채우기, 가장자리 자르기</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0~1</translation>
    </message>
    <message>
        <source>−1 to 1</source>
        <translation>−1~1</translation>
    </message>
    <message>
        <source>0 to 255, as they are</source>
        <translation>0~255, 그대로</translation>
    </message>
    <message>
        <source>0 to 16</source>
        <translation>0~16</translation>
    </message>
    <message>
        <source>ImageNet, minus the mean, blue first</source>
        <translation>ImageNet, 평균을 빼고 파랑 먼저</translation>
    </message>
    <message>
        <source>ImageNet, mean 0 and deviation 1</source>
        <translation>ImageNet, 평균 0 표준편차 1</translation>
    </message>
    <message>
        <source>Own range</source>
        <translation>직접 정한 범위</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>반전</translation>
    </message>
    <message>
        <source>Smooth resizing</source>
        <translation>부드럽게 크기 조정</translation>
    </message>
    <message>
        <source>Blue first (BGR)</source>
        <translation>파랑 먼저 (BGR)</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>크기 조정</translation>
    </message>
    <message>
        <source>Scale to</source>
        <translation>값 범위</translation>
    </message>
    <message>
        <source>Black, white</source>
        <translation>검정, 흰색</translation>
    </message>
    <message>
        <source>What a black and a white pixel become</source>
        <translation>검은 픽셀과 흰 픽셀이 갖는 값</translation>
    </message>
    <message>
        <source>The model rescales pictures by itself.</source>
        <translation>모델이 스스로 값 범위를 조정합니다.</translation>
    </message>
    <message>
        <source>Networks of this name were trained with this scaling.</source>
        <translation>이 이름의 신경망은 이 값 범위로 훈련되었습니다.</translation>
    </message>
    <message>
        <source>As the model sees it: %1 × %2, numbers %3 to %4</source>
        <translation>모델이 보는 모습: %1 × %2, 값 %3~%4</translation>
    </message>
</context>
<context>
    <name>lw::ui::PictureView</name>
    <message>
        <source>%1 × %2; black is %3, white is %4</source>
        <translation>%1 × %2. 검정 %3, 흰색 %4</translation>
    </message>
</context>
<context>
    <name>lw::ui::PlanTable</name>
    <message>
        <source>Moves</source>
        <translation>이동</translation>
    </message>
</context>
<context>
    <name>lw::ui::PlanViews</name>
    <message>
        <source>&amp;Table</source>
        <translation>표(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Lines</source>
        <translation>선(&amp;L)</translation>
    </message>
    <message>
        <source>Moves one below the other</source>
        <translation>옮김을 한 줄씩</translation>
    </message>
    <message>
        <source>Both models next to each other: connect variables by hand</source>
        <translation>두 모델을 나란히 놓고 변수를 손으로 연결합니다</translation>
    </message>
    <message>
        <source>View of the plan</source>
        <translation>계획 보기</translation>
    </message>
</context>
<context>
    <name>lw::ui::ProblemsModel</name>
    <message>
        <source>Problem</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>The class %1 is not built in: it is shown and counted, and runs once it is taught (right-click)</source>
        <translation>클래스 %1은(는) 내장 클래스가 아닙니다. 표시하고 세며, 가르치면 실행됩니다(오른쪽 클릭)</translation>
    </message>
    <message>
        <source>The class %1 is not built in; it runs as you taught it</source>
        <translation>클래스 %1은(는) 내장되어 있지 않으며, 가르친 대로 실행됩니다</translation>
    </message>
    <message>
        <source>The function %1 is not built in: the model runs once it is taught, by an expression or from a SavedModel (right-click)</source>
        <translation>함수 %1은(는) 내장되어 있지 않습니다. 식으로 가르치거나 SavedModel에서 빌리면 모델이 실행됩니다(오른쪽 클릭)</translation>
    </message>
</context>
<context>
    <name>lw::ui::ProblemsPane</name>
    <message>
        <source>No problems were found while reading.</source>
        <translation>읽는 동안 발견된 문제가 없습니다.</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Teach %1…</source>
        <translation>%1 가르치기…</translation>
    </message>
</context>
<context>
    <name>lw::ui::ProfileModel</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>연산</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>비율</translation>
    </message>
</context>
<context>
    <name>lw::ui::RecoveryOffer</name>
    <message>
        <source>today at %1</source>
        <translation>오늘 %1</translation>
    </message>
    <message>
        <source>yesterday at %1</source>
        <translation>어제 %1</translation>
    </message>
    <message>
        <source>not saved in a file yet</source>
        <translation>아직 파일로 저장되지 않음</translation>
    </message>
    <message numerus="yes">
        <source>%n edit(s)</source>
        <translation>
            <numerusform>편집 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, the last “%2”</source>
        <translation>%1, 마지막은 “%2”</translation>
    </message>
    <message>
        <source>%1 (%2): %3, %4</source>
        <translation>%1 (%2): %3, %4</translation>
    </message>
    <message>
        <source>A record of unsaved edits cannot be read</source>
        <translation>저장하지 않은 편집의 기록을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>It was ignored; the models&apos; files are as they were saved.</source>
        <translation>기록을 무시했습니다. 모델 파일은 저장된 그대로입니다.</translation>
    </message>
    <message numerus="yes">
        <source>Layerwright ended with unsaved edits of %n model(s)</source>
        <translation>
            <numerusform>Layerwright가 모델 %n개의 편집을 저장하지 않은 채 종료되었습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>복구</translation>
    </message>
    <message>
        <source>Keep for later</source>
        <translation>나중에 결정</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>The unsaved edits were discarded</source>
        <translation>저장하지 않은 편집을 버렸습니다</translation>
    </message>
    <message>
        <source>The models&apos; files are as they were saved.</source>
        <translation>모델 파일은 저장된 그대로입니다.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Recovering %1</source>
        <translation>%1 복구 중</translation>
    </message>
    <message>
        <source>Recovered edits</source>
        <translation>복구된 편집</translation>
    </message>
    <message>
        <source>%1 was changed by another program after these edits</source>
        <translation>이 편집 이후에 다른 프로그램이 %1을(를) 변경했습니다</translation>
    </message>
    <message>
        <source>The edits were put on top of what the file holds now.</source>
        <translation>현재 파일의 내용 위에 편집을 적용했습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n weight(s) of %1 could not be recovered</source>
        <translation>
            <numerusform>%1의 가중치 %n개를 복구할 수 없습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Their values could not be read when the edits were kept.</source>
        <translation>편집을 보관할 때 값을 읽을 수 없었습니다.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>The edits of %1 could not be recovered</source>
        <translation>%1의 편집을 복구할 수 없습니다</translation>
    </message>
    <message numerus="yes">
        <source>Put the file back and try again. The edits are kept for %n day(s).</source>
        <translation>
            <numerusform>파일을 제자리에 두고 다시 시도하세요. 편집은 %n일 동안 보관됩니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Unsaved edits would not survive a crash now</source>
        <translation>지금 비정상 종료되면 저장하지 않은 편집을 잃습니다</translation>
    </message>
    <message>
        <source>They could not be kept aside: %1.</source>
        <translation>편집을 따로 보관할 수 없습니다: %1.</translation>
    </message>
    <message>
        <source>You can go on, and save as usual.</source>
        <translation>계속 편집하고 평소처럼 저장할 수 있습니다.</translation>
    </message>
    <message>
        <source>Where is %1 now?</source>
        <translation>%1이(가) 지금 어디에 있나요?</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>파일 선택…</translation>
    </message>
    <message>
        <source>%1 (%2), %3</source>
        <translation>%1 (%2), %3</translation>
    </message>
    <message numerus="yes">
        <source>What %n custom layer(s) of %1 computed could not be recovered</source>
        <translation>
            <numerusform>%1의 사용자 정의 레이어 %n개가 계산하던 것을 복구하지 못했습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: weights and settings are back, the traced functions are not. Insert them again from their SavedModel, or teach what they compute.</source>
        <translation>%1: 가중치와 설정은 복구되었지만 추적된 함수는 복구되지 않았습니다. SavedModel에서 다시 삽입하거나 무엇을 계산하는지 가르치십시오.</translation>
    </message>
</context>
<context>
    <name>lw::ui::ReportDialog</name>
    <message>
        <source>Transplant into %1</source>
        <translation>%1(으)로 이식</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>변수</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>From %1 · %2</source>
        <translation>%1에서 · %2</translation>
    </message>
    <message>
        <source>Not ticked</source>
        <translation>선택하지 않음</translation>
    </message>
    <message>
        <source>Connected with nothing</source>
        <translation>연결된 것이 없음</translation>
    </message>
    <message>
        <source>Moved (%1)</source>
        <translation>옮김 (%1)</translation>
    </message>
    <message>
        <source>Left in the source (%1)</source>
        <translation>원본에 남음 (%1)</translation>
    </message>
    <message>
        <source>Untouched in the target (%1)</source>
        <translation>대상에서 그대로 (%1)</translation>
    </message>
</context>
<context>
    <name>lw::ui::RestoreLines</name>
    <message>
        <source>Nothing here matches the filter</source>
        <translation>필터에 맞는 것이 없습니다</translation>
    </message>
    <message>
        <source>The file has nothing for this place</source>
        <translation>파일에 이 자리의 값이 없습니다</translation>
    </message>
    <message>
        <source>There are no weights at this place</source>
        <translation>이 자리에는 가중치가 없습니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::RestoreTableModel</name>
    <message>
        <source>Loads</source>
        <translation>불러옴</translation>
    </message>
    <message>
        <source>Converted</source>
        <translation>변환</translation>
    </message>
    <message>
        <source>Other shape</source>
        <translation>형상 다름</translation>
    </message>
    <message>
        <source>Other kind</source>
        <translation>종류 다름</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>쓰지 않음</translation>
    </message>
    <message>
        <source>Keeps its values</source>
        <translation>값 유지</translation>
    </message>
    <message>
        <source>Nothing in the model is called so. Double-click the right side to give it a place.</source>
        <translation>모델에 이런 이름이 없습니다. 오른쪽을 두 번 클릭하면 넣을 곳을 정할 수 있습니다.</translation>
    </message>
    <message>
        <source>The file has nothing for it. Double-click the left side to choose an entry.</source>
        <translation>파일에 해당하는 값이 없습니다. 왼쪽을 두 번 클릭하면 항목을 고를 수 있습니다.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Shape there</source>
        <translation>파일의 형상</translation>
    </message>
    <message>
        <source>In the model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Shape here</source>
        <translation>모델의 형상</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>lw::ui::RowsDialog</name>
    <message>
        <source>Chosen rows</source>
        <translation>고른 행</translation>
    </message>
    <message>
        <source>&amp;Classes to take, in the order of the target, counted from 0:</source>
        <translation>가져올 클래스를 대상의 순서대로, 0부터 세어 적으세요(&amp;C):</translation>
    </message>
    <message>
        <source>for example 0-4, 7</source>
        <translation>예: 0-4, 7</translation>
    </message>
    <message>
        <source>Take them</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>Numbers and ranges with commas between them</source>
        <translation>쉼표로 나눈 숫자와 범위</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are taken</source>
        <translation>
            <numerusform>행 %n개를 가져옵니다</numerusform>
        </translation>
    </message>
    <message>
        <source>The same for %1 of the layer</source>
        <translation>같은 레이어의 %1에도 적용</translation>
    </message>
</context>
<context>
    <name>lw::ui::RunPane</name>
    <message>
        <source>Si&amp;gnature</source>
        <translation>시그니처(&amp;G)</translation>
    </message>
    <message>
        <source>Also show the output of the selected layer</source>
        <translation>선택한 레이어의 출력도 표시</translation>
    </message>
    <message>
        <source>Run as in training</source>
        <translation>훈련 모드로 실행</translation>
    </message>
    <message>
        <source>Dropout is active and normalisation uses the statistics of the batch</source>
        <translation>드롭아웃이 켜지고 정규화가 배치 통계를 씁니다</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Label file…</source>
        <translation>레이블 파일…</translation>
    </message>
    <message>
        <source>A text file with one class name a line, for the bars</source>
        <translation>막대에 쓸, 한 줄에 클래스 이름 하나씩 적은 텍스트 파일</translation>
    </message>
    <message>
        <source>Choose the inputs and run: the outputs, and the time each layer took, appear here.</source>
        <translation>입력을 고르고 실행하면 출력과 레이어별 시간이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Time by layer</source>
        <translation>레이어별 시간</translation>
    </message>
    <message>
        <source>The model&apos;s call</source>
        <translation>모델의 call</translation>
    </message>
    <message>
        <source>This file holds no computation: there are weights, but no model that says what to do with them.</source>
        <translation>이 파일에는 연산이 없습니다. 가중치는 있지만 어떻게 쓸지 알려 주는 모델이 없습니다.</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>실행 중…</translation>
    </message>
    <message>
        <source>Preparing the model and running…</source>
        <translation>모델을 준비하고 실행하는 중…</translation>
    </message>
    <message>
        <source>Running %1</source>
        <translation>%1 실행 중</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>중지했습니다.</translation>
    </message>
    <message>
        <source>The model could not be run</source>
        <translation>모델을 실행할 수 없습니다</translation>
    </message>
    <message>
        <source>Ran in %1 ms.</source>
        <translation>%1 ms 만에 실행했습니다.</translation>
    </message>
    <message>
        <source>Choose a label file</source>
        <translation>레이블 파일 선택</translation>
    </message>
    <message>
        <source>Text (*.txt *.csv);;All files (*)</source>
        <translation>텍스트 (*.txt *.csv);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>The labels were not read</source>
        <translation>레이블을 읽지 못했습니다</translation>
    </message>
    <message>
        <source>Also show the output of %1</source>
        <translation>%1의 출력도 표시</translation>
    </message>
    <message>
        <source>Without labels</source>
        <translation>레이블 없이</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n name(s)</source>
        <translation>
            <numerusform>%1, 이름 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>중지하는 중…</translation>
    </message>
    <message>
        <source>%1 GFLOP, %2 GFLOP a second.</source>
        <translation>%1 GFLOP, 초당 %2 GFLOP.</translation>
    </message>
    <message>
        <source>This model&apos;s code was not traced when it was saved, so there is nothing to run. Save it again in Python with save_traces=True, or as a model of built-in layers.</source>
        <translation>저장할 때 이 모델의 코드를 추적하지 않아 실행할 것이 없습니다. Python에서 save_traces=True로 다시 저장하거나 내장 레이어로 된 모델로 저장하세요.</translation>
    </message>
    <message>
        <source>Teach custom layers…</source>
        <translation>사용자 정의 레이어 가르치기…</translation>
    </message>
</context>
<context>
    <name>lw::ui::Samples</name>
    <message>
        <source>Digits, a small CNN</source>
        <translation>숫자 인식, 작은 CNN</translation>
    </message>
    <message>
        <source>Open the weights of conv_1 and see the kernels as tiles, then run it on digit-3.png.</source>
        <translation>conv_1의 가중치를 열어 커널을 타일로 본 다음 digit-3.png로 실행해 보세요.</translation>
    </message>
    <message>
        <source>The same as a SavedModel</source>
        <translation>같은 모델의 SavedModel</translation>
    </message>
    <message>
        <source>Look at the operator graph that TensorFlow traced, beside the Keras layers.</source>
        <translation>Keras 레이어 옆에서 TensorFlow가 추적한 연산 그래프를 살펴보세요.</translation>
    </message>
    <message>
        <source>The same as a Keras 3 file</source>
        <translation>같은 모델의 Keras 3 파일</translation>
    </message>
    <message>
        <source>Save all its weights as one .npz for NumPy.</source>
        <translation>모든 가중치를 NumPy용 .npz 하나로 저장해 보세요.</translation>
    </message>
    <message>
        <source>Digits after one epoch</source>
        <translation>1 에포크 뒤의 숫자 인식 모델</translation>
    </message>
    <message>
        <source>Show it beside the trained one and watch the histograms spread.</source>
        <translation>훈련된 모델과 나란히 놓고 히스토그램이 퍼지는 모습을 보세요.</translation>
    </message>
</context>
<context>
    <name>lw::ui::SaveController</name>
    <message>
        <source>Changed on disk</source>
        <translation>디스크에서 바뀜</translation>
    </message>
    <message>
        <source>%1 was changed by another program since it was opened.</source>
        <translation>%1을(를) 연 뒤에 다른 프로그램이 바꾸었습니다.</translation>
    </message>
    <message>
        <source>Saving replaces what the other program wrote.</source>
        <translation>저장하면 다른 프로그램이 쓴 내용이 바뀝니다.</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>덮어쓰기</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>%1 저장 중</translation>
    </message>
    <message>
        <source>%1 was not saved</source>
        <translation>%1을(를) 저장하지 못했습니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::SaveDialog</name>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Keep the optimizer&apos;s state</source>
        <translation>옵티마이저 상태 유지</translation>
    </message>
    <message>
        <source>Keep the traced functions</source>
        <translation>추적된 함수 유지</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>다른 이름으로 저장</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Save in</source>
        <translation>저장할 폴더</translation>
    </message>
    <message>
        <source>This format can hold everything that is in the model.</source>
        <translation>이 형식은 모델에 있는 모든 것을 담을 수 있습니다.</translation>
    </message>
    <message>
        <source>This format cannot hold:</source>
        <translation>이 형식에 담을 수 없는 것:</translation>
    </message>
    <message>
        <source>Training cannot be continued from this file where it stopped.</source>
        <translation>이 파일로는 멈춘 곳에서 훈련을 이어 갈 수 없습니다.</translation>
    </message>
    <message>
        <source>Programs that serve models need the traced functions.</source>
        <translation>모델을 서빙하는 프로그램에는 추적된 함수가 필요합니다.</translation>
    </message>
    <message>
        <source>float16 keeps about 3 digits, and nothing beyond 65,504.</source>
        <translation>float16은 약 세 자리까지 유지하고 65,504를 넘는 값은 담지 못합니다.</translation>
    </message>
    <message>
        <source>bfloat16 keeps about 2 digits.</source>
        <translation>bfloat16은 약 두 자리까지 유지합니다.</translation>
    </message>
    <message>
        <source>%1 exists and will be replaced.</source>
        <translation>%1이(가) 이미 있으며 바뀝니다.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Written for</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Keras 3</source>
        <translation>Keras 3</translation>
    </message>
    <message>
        <source>Keras 2 (tf_keras)</source>
        <translation>Keras 2(tf_keras)</translation>
    </message>
    <message>
        <source>Repaired for Keras 3:</source>
        <translation>Keras 3에 맞게 고치는 것:</translation>
    </message>
    <message>
        <source>Translated for Keras 2:</source>
        <translation>Keras 2에 맞게 바꾸는 것:</translation>
    </message>
    <message>
        <source>Keras %1 cannot be told:</source>
        <translation>Keras %1(으)로 나타낼 수 없는 것:</translation>
    </message>
    <message>
        <source>Loading needs the Python code of %1 then.</source>
        <translation>그러면 불러올 때 %1의 파이썬 코드가 필요합니다.</translation>
    </message>
    <message>
        <source>What %1 computes is not known: teach it (Model &gt; Custom layers and functions), or leave out the traced functions.</source>
        <translation>%1의 계산을 알 수 없습니다. 가르치거나(모델 &gt; 사용자 정의 레이어와 함수) 추적된 함수를 빼고 저장하세요.</translation>
    </message>
    <message>
        <source>Other formats need to know how the layers are connected, which only the model&apos;s Python code tells.</source>
        <translation>다른 형식에는 레이어가 어떻게 연결되는지가 필요한데, 이는 모델의 Python 코드에만 있습니다.</translation>
    </message>
</context>
<context>
    <name>lw::ui::SavePlan</name>
    <message>
        <source>the layers and how they are connected</source>
        <translation>레이어와 그 연결</translation>
    </message>
    <message>
        <source>the weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>the training state: optimizer, loss and metrics</source>
        <translation>훈련 상태: 옵티마이저, 손실, 측정 항목</translation>
    </message>
    <message>
        <source>the traced functions and signatures</source>
        <translation>추적된 함수와 시그니처</translation>
    </message>
    <message>
        <source>the assets, such as vocabularies</source>
        <translation>어휘 파일 같은 애셋</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>이름을 입력하세요.</translation>
    </message>
    <message>
        <source>The name is too long.</source>
        <translation>이름이 너무 깁니다.</translation>
    </message>
    <message>
        <source>The folder does not exist.</source>
        <translation>폴더가 없습니다.</translation>
    </message>
    <message>
        <source>%1 is no folder.</source>
        <translation>%1은(는) 폴더가 아닙니다.</translation>
    </message>
    <message>
        <source>You may not write in this folder.</source>
        <translation>이 폴더에 쓸 권한이 없습니다.</translation>
    </message>
    <message>
        <source>%1 is a folder, and this format is a file. Choose another name.</source>
        <translation>%1은(는) 폴더인데 이 형식은 파일입니다. 다른 이름을 고르세요.</translation>
    </message>
    <message>
        <source>%1 is a file, and this format is a folder. Choose another name.</source>
        <translation>%1은(는) 파일인데 이 형식은 폴더입니다. 다른 이름을 고르세요.</translation>
    </message>
    <message>
        <source>%1 is a folder of other things. Choose another name.</source>
        <translation>%1은(는) 다른 것이 든 폴더입니다. 다른 이름을 고르세요.</translation>
    </message>
    <message>
        <source>the code of %1, which loading needs</source>
        <translation>%1의 코드(불러올 때 필요합니다)</translation>
    </message>
</context>
<context>
    <name>lw::ui::SavingHelp</name>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>훈련</translation>
    </message>
    <message>
        <source>Traced functions</source>
        <translation>추적된 함수</translation>
    </message>
    <message>
        <source>What each format keeps</source>
        <translation>형식마다 담는 것</translation>
    </message>
    <message>
        <source>Going on with training</source>
        <translation>훈련 이어 하기</translation>
    </message>
    <message>
        <source>Keras 2 and Keras 3</source>
        <translation>Keras 2와 Keras 3</translation>
    </message>
    <message>
        <source>Keras 3 refuses many files of Keras 2. Save such a model as .keras, written for Keras 3: the save dialog lists what is repaired, and what only the Python code of the model can tell. SavedModels are always written for Keras 2 and TensorFlow.</source>
        <translation>Keras 3은 Keras 2의 파일을 많이 거부합니다. 그런 모델은 Keras 3을 대상으로 .keras로 저장하세요. 저장 창에 고치는 것과, 모델의 파이썬 코드만 알 수 있는 것이 나열됩니다. SavedModel은 언제나 Keras 2와 TensorFlow용으로 씁니다.</translation>
    </message>
    <message>
        <source>Custom layers and functions</source>
        <translation>사용자 정의 레이어와 함수</translation>
    </message>
    <message>
        <source>Files keep the names and settings of custom classes, not their Python code. Only a SavedModel with traced functions can be used without that code.</source>
        <translation>파일에는 사용자 정의 클래스의 이름과 설정만 남고 파이썬 코드는 남지 않습니다. 그 코드 없이 쓸 수 있는 것은 추적된 함수가 있는 SavedModel뿐입니다.</translation>
    </message>
    <message>
        <source>When a save is interrupted</source>
        <translation>저장이 중단되었을 때</translation>
    </message>
    <message>
        <source>The new file is complete on the disk before it takes the place of the old one. Should the disk be full or the power fail, the old model is still whole. Symbolic links are followed; other hard links to the old file keep the old content.</source>
        <translation>새 파일은 디스크에 완전히 쓰인 다음에야 이전 파일을 대신합니다. 디스크가 가득 차거나 전원이 끊겨도 이전 모델은 온전합니다. 심볼릭 링크는 따라가며, 이전 파일의 다른 하드 링크는 이전 내용을 그대로 가집니다.</translation>
    </message>
    <message>
        <source>tf_keras starts with a fresh optimizer when it loads a SavedModel, although the folder holds the optimizer&apos;s state. Layerwright reads that state: save the model as .h5 or .keras, and training goes on exactly where it stopped. Keras 3 goes on from .keras only: a model that it loads from .h5 has to be compiled again, and then starts afresh.</source>
        <translation>tf_keras는 SavedModel 폴더에 옵티마이저 상태가 있어도 불러올 때 새 옵티마이저로 시작합니다. Layerwright는 그 상태를 읽습니다. 모델을 .h5나 .keras로 저장하면 멈춘 곳에서 정확히 훈련을 이어 갈 수 있습니다. Keras 3은 .keras에서만 이어 갑니다. .h5에서 불러온 모델은 다시 컴파일해야 하고, 그러면 처음부터 시작합니다.</translation>
    </message>
</context>
<context>
    <name>lw::ui::SearchBox</name>
    <message>
        <source>Find in the model (Ctrl+K)</source>
        <translation>모델에서 찾기 (Ctrl+K)</translation>
    </message>
    <message>
        <source>Find layers, weights and operators</source>
        <translation>레이어, 가중치, 연산 찾기</translation>
    </message>
    <message>
        <source>Find layers, weights and operators of the current model</source>
        <translation>현재 모델의 레이어, 가중치, 연산을 찾습니다</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>찾은 항목</translation>
    </message>
    <message>
        <source>Reading the operators…</source>
        <translation>연산을 읽는 중…</translation>
    </message>
    <message>
        <source>Nothing in this model has that name, class or shape.</source>
        <translation>이 모델에 그런 이름, 클래스, 형상을 가진 항목이 없습니다.</translation>
    </message>
    <message>
        <source>The best %1 of %2. More words find fewer.</source>
        <translation>%2개 중 가장 가까운 %1개입니다. 단어를 더 쓰면 좁혀집니다.</translation>
    </message>
</context>
<context>
    <name>lw::ui::SettingsDialog</name>
    <message>
        <source>Apply</source>
        <translation>적용</translation>
    </message>
    <message>
        <source>Settings of %1 (%2)</source>
        <translation>%1의 설정 (%2)</translation>
    </message>
</context>
<context>
    <name>lw::ui::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Peek at the first weight of a layer</source>
        <translation>레이어의 첫 가중치 엿보기</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Open the selected layer or weight</source>
        <translation>선택한 레이어나 가중치 열기</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Walk the graph along its edges</source>
        <translation>연결을 따라 그래프 이동</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>화살표 키</translation>
    </message>
    <message>
        <source>Zoom the graph</source>
        <translation>그래프 확대/축소</translation>
    </message>
    <message>
        <source>First and last layer of the graph</source>
        <translation>그래프의 처음과 마지막 레이어</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Home, End</translation>
    </message>
    <message>
        <source>Fold the group around the selection</source>
        <translation>선택 항목을 감싼 그룹 접기</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Backspace</translation>
    </message>
    <message>
        <source>Wheel, + and −</source>
        <translation>휠, +와 −</translation>
    </message>
    <message>
        <source>Move the graph</source>
        <translation>그래프 옮기기</translation>
    </message>
    <message>
        <source>Drag, or Shift and wheel</source>
        <translation>끌기 또는 Shift+휠</translation>
    </message>
    <message>
        <source>Scroll the graph by a page</source>
        <translation>그래프를 한 화면씩 이동</translation>
    </message>
    <message>
        <source>Page Up, Page Down</source>
        <translation>Page Up, Page Down</translation>
    </message>
    <message>
        <source>Next and previous in the graph&apos;s search</source>
        <translation>그래프 찾기에서 다음과 이전</translation>
    </message>
    <message>
        <source>Enter, Shift+Enter</source>
        <translation>Enter, Shift+Enter</translation>
    </message>
    <message>
        <source>Move in the found layers, and go to one</source>
        <translation>찾은 레이어 사이를 이동하고 바로 가기</translation>
    </message>
    <message>
        <source>Up, Down, Enter</source>
        <translation>위, 아래, Enter</translation>
    </message>
    <message>
        <source>Leave a search or a peek</source>
        <translation>찾기나 엿보기 닫기</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Escape</translation>
    </message>
    <message>
        <source>Select several layers of the graph</source>
        <translation>그래프에서 여러 레이어 선택</translation>
    </message>
    <message>
        <source>Ctrl and click</source>
        <translation>Ctrl+클릭</translation>
    </message>
    <message>
        <source>Move weights to another model</source>
        <translation>다른 모델로 가중치 옮기기</translation>
    </message>
    <message>
        <source>Drag a layer, or copy and paste</source>
        <translation>레이어를 끌거나 복사해 붙여넣기</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>저장</translation>
    </message>
</context>
<context>
    <name>lw::ui::SliceControls</name>
    <message>
        <source>axis %1 (%2)</source>
        <translation>축 %1 (%2)</translation>
    </message>
    <message>
        <source>Ro&amp;ws</source>
        <translation>행(&amp;W)</translation>
    </message>
    <message>
        <source>Co&amp;lumns</source>
        <translation>열(&amp;L)</translation>
    </message>
    <message>
        <source>depth (%1)</source>
        <translation>깊이 (%1)</translation>
    </message>
    <message>
        <source>height (%1)</source>
        <translation>높이 (%1)</translation>
    </message>
    <message>
        <source>width (%1)</source>
        <translation>너비 (%1)</translation>
    </message>
    <message>
        <source>steps (%1)</source>
        <translation>스텝 (%1)</translation>
    </message>
    <message>
        <source>in (%1)</source>
        <translation>입력 (%1)</translation>
    </message>
    <message>
        <source>out (%1)</source>
        <translation>출력 (%1)</translation>
    </message>
    <message>
        <source>multiplier (%1)</source>
        <translation>배수 (%1)</translation>
    </message>
</context>
<context>
    <name>lw::ui::SliceGrid</name>
    <message>
        <source>That is too much for the clipboard; select a part, or save as .npy</source>
        <translation>클립보드에 담기에는 너무 많습니다. 일부를 선택하거나 .npy로 저장하세요</translation>
    </message>
    <message numerus="yes">
        <source>Copied %n value(s)</source>
        <translation>
            <numerusform>값 %n개를 복사했습니다</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::Sparkline</name>
    <message>
        <source>%1 to %2, mean %3</source>
        <translation>%1 ~ %2, 평균 %3</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>최솟값</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>최댓값</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>표준편차</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>0인 값</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>Infinite</source>
        <translation>무한대</translation>
    </message>
</context>
<context>
    <name>lw::ui::StartPage</name>
    <message>
        <source>A workbench for Keras and TensorFlow models: see them, edit them, run them, save them. Nothing leaves this computer.</source>
        <translation>Keras와 TensorFlow 모델을 보고 편집하고 실행하고 저장하는 작업대입니다. 아무것도 이 컴퓨터 밖으로 나가지 않습니다.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>Drop .h5, .keras, .index or .json files here, or a SavedModel folder</source>
        <translation>.h5, .keras, .index, .json 파일이나 SavedModel 폴더를 여기에 놓으세요</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>최근 항목</translation>
    </message>
    <message>
        <source>Try a sample</source>
        <translation>예제로 시작하기</translation>
    </message>
    <message>
        <source>Missing: %1</source>
        <translation>없음: %1</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>목록에서 제거</translation>
    </message>
    <message>
        <source>Models that you open appear here.</source>
        <translation>연 모델이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>New model…</source>
        <translation>새 모델…</translation>
    </message>
</context>
<context>
    <name>lw::ui::StatisticsQueue</name>
    <message>
        <source>Computing statistics</source>
        <translation>통계를 계산하는 중</translation>
    </message>
</context>
<context>
    <name>lw::ui::SummaryPane</name>
    <message>
        <source>Summary copied</source>
        <translation>요약을 복사했습니다</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Nested models too</source>
        <translation>중첩 모델 포함</translation>
    </message>
    <message>
        <source>Find in the summary</source>
        <translation>요약에서 찾기</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>요약</translation>
    </message>
</context>
<context>
    <name>lw::ui::SurgeryController</name>
    <message>
        <source>Insert after %1</source>
        <translation>%1 다음에 삽입</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>삽입</translation>
    </message>
    <message>
        <source>Replace %1</source>
        <translation>%1 바꾸기</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Append a layer</source>
        <translation>레이어 덧붙이기</translation>
    </message>
    <message>
        <source>Append</source>
        <translation>덧붙이기</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Do it with fresh weights</source>
        <translation>새 가중치로 진행</translation>
    </message>
    <message>
        <source>Keep it as a draft</source>
        <translation>초안으로 두기</translation>
    </message>
    <message>
        <source>That does not fit</source>
        <translation>맞지 않습니다</translation>
    </message>
    <message>
        <source>Rename the layer</source>
        <translation>레이어 이름 바꾸기</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Wrap in a Sequential</source>
        <translation>Sequential로 감싸기</translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation>새 모델의 이름</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 제거</translation>
    </message>
    <message>
        <source>Whose output takes its place? What only the others needed goes too.</source>
        <translation>어느 레이어의 출력이 이 자리를 대신합니까? 나머지에만 필요하던 레이어도 함께 제거됩니다.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Wrap %1</source>
        <translation>%1 감싸기</translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation>감싸기</translation>
    </message>
</context>
<context>
    <name>lw::ui::SurgeryReasons</name>
    <message>
        <source>There are no layers in this file: open the model that it belongs to</source>
        <translation>이 파일에는 레이어가 없습니다. 이 파일이 속한 모델을 여세요</translation>
    </message>
    <message>
        <source>Only Sequential and Functional models can be changed: open one of these</source>
        <translation>Sequential 및 Functional 모델만 바꿀 수 있습니다. 그런 모델을 여세요</translation>
    </message>
    <message>
        <source>There are no weights in it: select a layer that has some</source>
        <translation>가중치가 없습니다. 가중치가 있는 레이어를 선택하세요</translation>
    </message>
    <message>
        <source>It is frozen already: “Unfreeze” lets it train</source>
        <translation>이미 동결되었습니다. ‘동결 해제’를 하면 훈련됩니다</translation>
    </message>
    <message>
        <source>Its weights never train: select a layer whose weights do</source>
        <translation>훈련되지 않는 가중치뿐입니다. 훈련되는 가중치가 있는 레이어를 선택하세요</translation>
    </message>
    <message>
        <source>The model around it is frozen: select that to unfreeze it</source>
        <translation>이 레이어를 담은 모델이 동결되었습니다. 그 모델을 선택해 해제하세요</translation>
    </message>
    <message>
        <source>It is not frozen: select a layer that is</source>
        <translation>동결되지 않았습니다. 동결된 레이어를 선택하세요</translation>
    </message>
    <message>
        <source>All that an input has is its shape: “Input shape…” changes it</source>
        <translation>입력에는 형상만 있습니다. ‘입력 형상…’에서 바꾸세요</translation>
    </message>
    <message>
        <source>An input stays where it is: select a layer behind it</source>
        <translation>입력은 제자리에 있어야 합니다. 그 뒤의 레이어를 선택하세요</translation>
    </message>
    <message>
        <source>Select two layers or more: Ctrl and click adds one</source>
        <translation>레이어를 둘 이상 선택하세요. Ctrl을 누르고 클릭하면 더해집니다</translation>
    </message>
    <message>
        <source>Select a layer first, in the tree or the graph</source>
        <translation>먼저 트리나 그래프에서 레이어를 선택하세요</translation>
    </message>
    <message>
        <source>Several layers are selected: select only one</source>
        <translation>레이어가 여럿 선택되었습니다. 하나만 선택하세요</translation>
    </message>
    <message>
        <source>This layer is no model: select one that has layers in it</source>
        <translation>이 레이어는 모델이 아닙니다. 레이어가 들어 있는 것을 선택하세요</translation>
    </message>
    <message>
        <source>A model in the model has no settings of its own: select a layer in it</source>
        <translation>모델 속 모델에는 따로 설정이 없습니다. 그 안의 레이어를 선택하세요</translation>
    </message>
    <message>
        <source>A model in the model cannot be wrapped where it stands: select a layer</source>
        <translation>모델 속 모델은 그 자리에서 감쌀 수 없습니다. 레이어를 선택하세요</translation>
    </message>
    <message>
        <source>Wrappers take a layer that reads one tensor and gives out one: select such a layer</source>
        <translation>래퍼는 텐서 하나를 읽고 하나를 내보내는 레이어만 감쌉니다. 그런 레이어를 선택하세요</translation>
    </message>
    <message>
        <source>There are only inputs: append a layer first</source>
        <translation>입력만 있습니다. 먼저 레이어를 덧붙이세요</translation>
    </message>
</context>
<context>
    <name>lw::ui::TaskStatus</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %n more)</source>
        <translation>
            <numerusform>%1 (외 %n개)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n second(s) left</source>
        <translation>
            <numerusform>약 %n초 남음</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>멈추는 중…</translation>
    </message>
</context>
<context>
    <name>lw::ui::TeachDialog</name>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Custom layers and functions</source>
        <translation>사용자 정의 레이어와 함수</translation>
    </message>
    <message>
        <source>Borrow from a SavedModel…</source>
        <translation>SavedModel에서 빌려오기…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Class or function</source>
        <translation>클래스 또는 함수</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Functions</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Borrowed from %1</source>
        <translation>%1에서 빌려옴</translation>
    </message>
    <message>
        <source>Write what the layer computes, or borrow it from a SavedModel. Double-click a name or a function to use it.</source>
        <translation>레이어가 계산하는 식을 쓰거나 SavedModel에서 빌려오세요. 이름이나 함수를 두 번 클릭하면 식에 들어갑니다.</translation>
    </message>
    <message>
        <source>The expression can be read. The model cannot run yet: %1</source>
        <translation>식을 읽을 수 있습니다. 모델은 아직 실행할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>It fits the model. The layer gives %1.</source>
        <translation>모델에 맞습니다. 레이어의 출력은 %1입니다.</translation>
    </message>
    <message>
        <source>It fits the model.</source>
        <translation>모델에 맞습니다.</translation>
    </message>
    <message>
        <source>The class or function needs a name.</source>
        <translation>클래스 또는 함수의 이름이 필요합니다.</translation>
    </message>
    <message>
        <source>SavedModel to borrow from</source>
        <translation>빌려올 SavedModel</translation>
    </message>
    <message>
        <source>Import definitions</source>
        <translation>정의 가져오기</translation>
    </message>
    <message>
        <source>Export definitions</source>
        <translation>정의 내보내기</translation>
    </message>
    <message>
        <source>&amp;Try it</source>
        <translation>시험해 보기(&amp;T)</translation>
    </message>
    <message>
        <source>Runs the model on random numbers with this definition, before it is saved</source>
        <translation>저장하기 전에 이 정의로 모델을 난수에 실행해 봅니다</translation>
    </message>
    <message numerus="yes">
        <source>Needed by %1 and %n more layer(s).</source>
        <translation>
            <numerusform>%1 외 %n개 레이어에 필요합니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Needed by %1.</source>
        <translation>%1에 필요합니다.</translation>
    </message>
    <message>
        <source>It is a Python lambda without a name, which is never run.</source>
        <translation>이름 없는 파이썬 lambda이며, 절대 실행하지 않습니다.</translation>
    </message>
    <message>
        <source>It is the Python function %1, which is never run.</source>
        <translation>파이썬 함수 %1이며, 절대 실행하지 않습니다.</translation>
    </message>
    <message>
        <source>Running the model on random numbers…</source>
        <translation>난수로 모델을 실행하는 중…</translation>
    </message>
    <message>
        <source>The expression can be read. No layer of an open model needs it, so shapes are not checked.</source>
        <translation>식을 읽을 수 있습니다. 열린 모델에는 이것이 필요한 레이어가 없어 형상은 확인하지 않았습니다.</translation>
    </message>
    <message>
        <source>Remove definition</source>
        <translation>정의 제거</translation>
    </message>
    <message>
        <source>Remove the definition of %1?</source>
        <translation>%1의 정의를 제거할까요?</translation>
    </message>
    <message>
        <source>Models that use it will no longer run. Export keeps definitions in a file.</source>
        <translation>이 정의를 쓰는 모델은 더 이상 실행되지 않습니다. 내보내기로 정의를 파일에 보관할 수 있습니다.</translation>
    </message>
    <message>
        <source>It fits the layer, which gives %1. The model cannot run yet: %2</source>
        <translation>레이어에 맞습니다. 레이어의 출력은 %1입니다. 모델은 아직 실행할 수 없습니다: %2</translation>
    </message>
    <message>
        <source>Borrowed from %1, which cannot be opened: %2</source>
        <translation>%1에서 빌렸는데 열 수 없습니다: %2</translation>
    </message>
    <message>
        <source>The layer ran by itself.</source>
        <translation>레이어만 따로 실행되었습니다.</translation>
    </message>
    <message>
        <source>The model ran.</source>
        <translation>모델이 실행되었습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Of %1, %n value(s) are not finite.</source>
        <translation>
            <numerusform>%1 가운데 유한하지 않은 값이 %n개 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: from %2 to %3, mean %4.</source>
        <translation>%1: %2에서 %3까지, 평균 %4.</translation>
    </message>
    <message>
        <source>Borrow from a SavedModel</source>
        <translation>SavedModel에서 빌리기</translation>
    </message>
    <message>
        <source>Replace the expression of %1?</source>
        <translation>%1의 식을 바꾸시겠습니까?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>The file defines otherwise than you: %1</source>
        <translation>파일의 정의가 사용자의 정의와 다릅니다: %1</translation>
    </message>
    <message>
        <source>Whichever you keep, all others of the file are added.</source>
        <translation>파일의 나머지 정의는 어느 경우든 추가됩니다.</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>내 정의 유지</translation>
    </message>
    <message>
        <source>Replace mine</source>
        <translation>내 정의 바꾸기</translation>
    </message>
    <message numerus="yes">
        <source>%n definition(s) imported.</source>
        <translation>
            <numerusform>정의 %n개를 가져왔습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n definition(s) exported to %1.</source>
        <translation>
            <numerusform>정의 %n개를 %1에 내보냈습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(이름 없음)</translation>
    </message>
    <message>
        <source>Save what you wrote for %1?</source>
        <translation>%1에 대해 작성한 내용을 저장하시겠습니까?</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>저장 안 함</translation>
    </message>
    <message>
        <source>It cannot be saved yet: a name is missing, or an expression cannot be read.</source>
        <translation>아직 저장할 수 없습니다. 이름이 없거나 읽을 수 없는 식이 있습니다.</translation>
    </message>
    <message>
        <source>Nothing was saved: the definitions that cannot be read could not be copied to %1.</source>
        <translation>저장되지 않았습니다. 읽을 수 없는 정의를 %1에 복사하지 못했습니다.</translation>
    </message>
</context>
<context>
    <name>lw::ui::TransplantController</name>
    <message numerus="yes">
        <source>Move %n variable(s)</source>
        <translation>
            <numerusform>변수 %n개 옮기기</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %n variable(s)</source>
        <translation>
            <numerusform>변수 %n개를 옮겼습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>The weights could not be changed</source>
        <translation>가중치를 바꿀 수 없습니다</translation>
    </message>
    <message numerus="yes">
        <source>Blend %n variable(s)</source>
        <translation>
            <numerusform>변수 %n개 혼합</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Blended %n variable(s)</source>
        <translation>
            <numerusform>변수 %n개를 혼합했습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>보고서…</translation>
    </message>
    <message>
        <source>No weights were moved</source>
        <translation>옮긴 가중치가 없습니다</translation>
    </message>
    <message>
        <source>Copy layers or weights first</source>
        <translation>먼저 레이어나 가중치를 복사하세요</translation>
    </message>
    <message>
        <source>Open a second model first, to take weights from</source>
        <translation>먼저 가중치를 가져올 다른 모델을 여세요</translation>
    </message>
    <message>
        <source>Open two models first: one to take weights from</source>
        <translation>먼저 모델 두 개를 여세요. 하나에서 가중치를 가져옵니다</translation>
    </message>
    <message>
        <source>Move all of %1</source>
        <translation>%1 전체 옮기기</translation>
    </message>
    <message>
        <source>Move all of %1 to %2</source>
        <translation>%1 전체를 %2(으)로 옮기기</translation>
    </message>
    <message>
        <source>Move %1 from %2</source>
        <translation>%2의 %1 옮기기</translation>
    </message>
    <message>
        <source>Move %1 from %2 to %3</source>
        <translation>%2의 %1을(를) %3(으)로 옮기기</translation>
    </message>
    <message numerus="yes">
        <source>Move %n variable(s) from %1</source>
        <translation>
            <numerusform>%1의 변수 %n개 옮기기</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::TransplantDelegate</name>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>lw::ui::TransplantDialog</name>
    <message>
        <source>Only what does not fit</source>
        <translation>맞지 않는 것만</translation>
    </message>
    <message>
        <source>Transplant</source>
        <translation>이식</translation>
    </message>
    <message>
        <source>From %1 into %2</source>
        <translation>%1에서 %2(으)로</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>원본(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Into</source>
        <translation>대상(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Matched</source>
        <translation>짝짓기(&amp;M)</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>이름으로</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>순서대로</translation>
    </message>
    <message>
        <source>by structure</source>
        <translation>구조로</translation>
    </message>
    <message>
        <source>Equal names of layers and variables</source>
        <translation>레이어와 변수의 이름이 같은 것끼리</translation>
    </message>
    <message>
        <source>The first with the first, as set_weights(get_weights()) does</source>
        <translation>set_weights(get_weights())처럼 앞에서부터 차례대로</translation>
    </message>
    <message>
        <source>Layers in sequence by class and shapes, whatever their names</source>
        <translation>이름과 상관없이 클래스와 형상의 순서로</translation>
    </message>
    <message>
        <source>Find variables</source>
        <translation>변수 찾기</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>모두 선택</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>모두 해제</translation>
    </message>
    <message>
        <source>For all that do not fit…</source>
        <translation>맞지 않는 모든 것에…</translation>
    </message>
    <message>
        <source>%1 of %2 variables move (%3)</source>
        <translation>변수 %2개 중 %1개 이동 (%3)</translation>
    </message>
    <message>
        <source>%1 left in the source</source>
        <translation>원본에 %1개 남음</translation>
    </message>
    <message>
        <source>%1 untouched in the target</source>
        <translation>대상에서 %1개 그대로</translation>
    </message>
    <message numerus="yes">
        <source>Transplant %n variable(s)</source>
        <translation>
            <numerusform>변수 %n개 이식</numerusform>
        </translation>
    </message>
    <message>
        <source>Only what does not fit (%1)</source>
        <translation>맞지 않는 것만 (%1)</translation>
    </message>
    <message>
        <source>Nothing goes together so. Match another way, or connect by hand under Lines.</source>
        <translation>이렇게는 짝이 없습니다. 다른 방법으로 짝짓거나 선 보기에서 손으로 연결하세요.</translation>
    </message>
    <message>
        <source>as dropped</source>
        <translation>놓은 대로</translation>
    </message>
    <message>
        <source>By names below the two places where these fit, else by structure or shapes</source>
        <translation>맞으면 두 자리 아래의 이름으로, 아니면 구조나 형상으로</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>직접</translation>
    </message>
    <message>
        <source>Nothing to begin with: draw lines, or choose places in the table</source>
        <translation>빈 상태에서 시작: 선을 긋거나 표에서 자리를 고르세요</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>No rule fits what is left; each says why</source>
        <translation>남은 것에 맞는 규칙이 없습니다. 이유는 각 행에 있습니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::TransplantMatching</name>
    <message>
        <source>This model has no weights</source>
        <translation>이 모델에는 가중치가 없습니다</translation>
    </message>
    <message>
        <source>Everything that is connected fits</source>
        <translation>연결된 것은 모두 맞습니다</translation>
    </message>
    <message>
        <source>Nothing is called so</source>
        <translation>그런 이름이 없습니다</translation>
    </message>
    <message>
        <source>%1; a rule can make it fit</source>
        <translation>%1; 규칙을 고르면 맞출 수 있습니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::TransplantTableModel</name>
    <message>
        <source>Same shape only</source>
        <translation>같은 형상만</translation>
    </message>
    <message>
        <source>Take the first</source>
        <translation>앞에서부터 가져오기</translation>
    </message>
    <message>
        <source>Chosen rows…</source>
        <translation>행 고르기…</translation>
    </message>
    <message>
        <source>Pad with fresh values</source>
        <translation>새 초깃값으로 채우기</translation>
    </message>
    <message>
        <source>Transpose</source>
        <translation>전치</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>크기 조정</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>맞음</translation>
    </message>
    <message>
        <source>The rule does not fit</source>
        <translation>규칙이 맞지 않음</translation>
    </message>
    <message>
        <source>Stays in the source</source>
        <translation>원본에 남음</translation>
    </message>
    <message>
        <source>Untouched</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>Adapted</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>Converted, largest error %1</source>
        <translation>변환함, 최대 오차 %1</translation>
    </message>
    <message>
        <source>Converted</source>
        <translation>변환함</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Rows %1</source>
        <translation>행 %1</translation>
    </message>
    <message>
        <source>From</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>형상</translation>
    </message>
    <message>
        <source>To</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Where shapes differ</source>
        <translation>형상이 다를 때</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
</context>
<context>
    <name>lw::ui::TreeDrop</name>
    <message>
        <source>Trying whether it fits…</source>
        <translation>맞는지 확인하는 중…</translation>
    </message>
</context>
<context>
    <name>lw::ui::UndoController</name>
    <message>
        <source>&amp;Undo</source>
        <translation>실행 취소(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>실행 취소(&amp;U): %1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>다시 실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>다시 실행(&amp;R): %1</translation>
    </message>
    <message>
        <source>Nothing was changed yet</source>
        <translation>아직 바꾼 것이 없습니다</translation>
    </message>
    <message>
        <source>Nothing was undone that could be done again</source>
        <translation>다시 할 수 있는 되돌린 작업이 없습니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::UndoToast</name>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
</context>
<context>
    <name>lw::ui::VariableTableModel</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1
Name in the file: %2
Place in the file: %3</source>
        <translation>%1
파일 안 이름: %2
파일 안 위치: %3</translation>
    </message>
    <message>
        <source>%1 of %2 values are zero; %3 are not numbers</source>
        <translation>값 %2개 중 %1개가 0이고 %3개가 NaN입니다</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>변수</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>자료형</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>형상</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>분포</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>최소</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Std</source>
        <translation>표준편차</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>0인 값</translation>
    </message>
</context>
<context>
    <name>lw::ui::VariableView</name>
    <message>
        <source>Numbers</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>히트맵</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>히스토그램</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>Copy the selected numbers</source>
        <translation>선택한 숫자 복사</translation>
    </message>
    <message>
        <source>Save as .npy…</source>
        <translation>.npy로 저장…</translation>
    </message>
    <message>
        <source>Input channel</source>
        <translation>입력 채널</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Choose a variable in the table to see its values.</source>
        <translation>표에서 변수를 고르면 값이 보입니다.</translation>
    </message>
    <message>
        <source>%1 %2 · %3</source>
        <translation>%1 %2 · %3</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 읽는 중</translation>
    </message>
    <message>
        <source>Computing statistics</source>
        <translation>통계를 계산하는 중</translation>
    </message>
    <message>
        <source>The variable was not saved</source>
        <translation>변수를 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1을(를) 저장했습니다</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>This variable has no values: one of its dimensions is zero.</source>
        <translation>이 변수에는 값이 없습니다. 차원 하나의 크기가 0입니다.</translation>
    </message>
    <message>
        <source>Values of type %1 cannot be shown as numbers.</source>
        <translation>%1 자료형의 값은 숫자로 표시할 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>lw::ui::WeightOrderDialog</name>
    <message>
        <source>Order of the weights</source>
        <translation>가중치 순서</translation>
    </message>
    <message>
        <source>HDF5 files list weights layer by layer, in each group those that train first. Files that were saved in another order load by name only, or not at all.</source>
        <translation>HDF5 파일은 레이어마다 가중치를 나열하며, 각 그룹에서 훈련 가능한 가중치가 먼저 옵니다. 다른 순서로 저장된 파일은 이름으로만 불러올 수 있거나 불러올 수 없습니다.</translation>
    </message>
    <message>
        <source>No weight has moved since the model was saved or opened.</source>
        <translation>모델을 저장하거나 연 뒤 자리를 옮긴 가중치가 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n weight(s) moved; they are set in bold.</source>
        <translation>
            <numerusform>가중치 %n개가 자리를 옮겼으며 굵게 표시됩니다.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::WeightOrderModel</name>
    <message>
        <source>Yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>No</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>자리</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Group in the file</source>
        <translation>파일의 그룹</translation>
    </message>
    <message>
        <source>Trains</source>
        <translation>훈련</translation>
    </message>
</context>
<context>
    <name>lw::ui::WeightsController</name>
    <message>
        <source>Load weights into %1</source>
        <translation>%1에 가중치 불러오기</translation>
    </message>
    <message>
        <source>Weights and checkpoints</source>
        <translation>가중치와 체크포인트</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>모든 파일</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 읽는 중</translation>
    </message>
    <message>
        <source>The weights in %1 cannot be read</source>
        <translation>%1의 가중치를 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>%1 holds no weights</source>
        <translation>%1에 가중치가 없습니다</translation>
    </message>
    <message>
        <source>The weights could not be loaded</source>
        <translation>가중치를 불러오지 못했습니다</translation>
    </message>
    <message>
        <source>Load weights of %1</source>
        <translation>%1의 가중치 불러오기</translation>
    </message>
    <message numerus="yes">
        <source>%n were converted to the type of the model</source>
        <translation>
            <numerusform>%n개를 모델의 자료형으로 변환했습니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the model keep their values</source>
        <translation>
            <numerusform>모델의 %n개는 값을 유지합니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the file were not used</source>
        <translation>
            <numerusform>파일의 %n개는 쓰지 않았습니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loaded %n variables into %1</source>
        <translation>
            <numerusform>변수 %n개를 %1에 불러왔습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>%1 저장 중</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1을(를) 저장했습니다</translation>
    </message>
    <message>
        <source>%1 could not be saved</source>
        <translation>%1을(를) 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>The optimizer&apos;s state was loaded, too.</source>
        <translation>옵티마이저 상태도 불러왔습니다.</translation>
    </message>
    <message>
        <source>The optimizer&apos;s state was not used.</source>
        <translation>옵티마이저 상태는 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>There are no weights in this model: open one that has</source>
        <translation>이 모델에는 가중치가 없습니다. 가중치가 있는 모델을 여세요</translation>
    </message>
</context>
<context>
    <name>lw::ui::WeightsPane</name>
    <message>
        <source>Filter by name, type or shape</source>
        <translation>이름, 자료형, 형상으로 거르기</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>변수</translation>
    </message>
    <message>
        <source>%1 variables, %2 values</source>
        <translation>변수 %1개, 값 %2개</translation>
    </message>
    <message>
        <source>%1 of %2 variables</source>
        <translation>변수 %2개 중 %1개</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>이름 복사</translation>
    </message>
    <message>
        <source>Copied the name</source>
        <translation>이름을 복사했습니다</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>행 복사</translation>
    </message>
    <message>
        <source>Copied the row</source>
        <translation>행을 복사했습니다</translation>
    </message>
    <message>
        <source>Save as .npy…</source>
        <translation>.npy로 저장…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copied %1</source>
        <translation>%1을(를) 복사했습니다</translation>
    </message>
</context>
<context>
    <name>lw::ui::WindowActions</name>
    <message>
        <source>Tool bar</source>
        <translation>도구 모음</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>열기(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>폴더 열기(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Reload</source>
        <translation>다시 읽기(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>저장(&amp;S)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>다른 이름으로 저장(&amp;A)…</translation>
    </message>
    <message>
        <source>Save all &amp;weights as .npz…</source>
        <translation>모든 가중치를 .npz로 저장(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Export picture…</source>
        <translation>그림으로 내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>닫기(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>실행 취소(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>다시 실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>복사(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>찾기(&amp;F)…</translation>
    </message>
    <message>
        <source>Find in all &amp;models…</source>
        <translation>모든 모델에서 찾기(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Inspect</source>
        <translation>살펴보기(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Start page</source>
        <translation>시작 페이지(&amp;S)</translation>
    </message>
    <message>
        <source>Show &amp;beside</source>
        <translation>나란히 보기(&amp;B)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>확대(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>축소(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>실제 크기(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>맞추기(&amp;F)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>시스템 설정에 따름(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>밝게(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>어둡게(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Graph</source>
        <translation>그래프(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation>가중치(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Summary</source>
        <translation>요약(&amp;S)</translation>
    </message>
    <message>
        <source>Show selection in the &amp;tree</source>
        <translation>선택 항목을 트리에서 보기(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Open selection</source>
        <translation>선택 항목 열기(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Copy summary</source>
        <translation>요약 복사(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>뒤로(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>앞으로(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>다음 창(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;About Layerwright</source>
        <translation>Layerwright 정보(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>Open re&amp;cent</source>
        <translation>최근 항목 열기(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>테마(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>패널(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>모델(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>이동(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>Find in the m&amp;odel…</source>
        <translation>모델에서 찾기(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Paste weights</source>
        <translation>가중치 붙여넣기(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Transplant…</source>
        <translation>이식(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Load weights…</source>
        <translation>가중치 불러오기(&amp;L)…</translation>
    </message>
    <message>
        <source>Co&amp;mpose checkpoint…</source>
        <translation>체크포인트 구성(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Blend…</source>
        <translation>혼합(&amp;B)…</translation>
    </message>
    <message>
        <source>C&amp;ustom layers and functions…</source>
        <translation>사용자 정의 레이어와 함수(&amp;U)…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>설정(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Insert after…</source>
        <translation>다음에 삽입(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Append…</source>
        <translation>덧붙이기(&amp;A)…</translation>
    </message>
    <message>
        <source>Re&amp;place…</source>
        <translation>바꾸기(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>복제(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Freeze</source>
        <translation>동결(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Unfreeze</source>
        <translation>동결 해제(&amp;U)</translation>
    </message>
    <message>
        <source>Fresh &amp;weights</source>
        <translation>새 가중치(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;End the model here</source>
        <translation>여기서 모델 끝내기(&amp;E)</translation>
    </message>
    <message>
        <source>Drop the &amp;last layer</source>
        <translation>마지막 레이어 떼기(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;New head…</source>
        <translation>새 헤드(&amp;N)…</translation>
    </message>
    <message>
        <source>Input s&amp;hape…</source>
        <translation>입력 형상(&amp;H)…</translation>
    </message>
    <message>
        <source>Wrap in a Se&amp;quential…</source>
        <translation>Sequential로 감싸기(&amp;Q)…</translation>
    </message>
    <message>
        <source>&amp;Clone with fresh weights</source>
        <translation>새 가중치로 복제(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Layer</source>
        <translation>레이어(&amp;L)</translation>
    </message>
    <message>
        <source>Paste &amp;layer after</source>
        <translation>레이어를 뒤에 붙여넣기(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Keys and saving</source>
        <translation>키와 저장(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;New model…</source>
        <translation>새 모델(&amp;N)…</translation>
    </message>
    <message>
        <source>New &amp;window</source>
        <translation>새 창(&amp;W)</translation>
    </message>
    <message>
        <source>E&amp;xtract into a new model</source>
        <translation>새 모델로 추출(&amp;X)</translation>
    </message>
    <message>
        <source>Unwrap the nested m&amp;odel</source>
        <translation>중첩 모델 풀기(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Branch off…</source>
        <translation>분기 추가(&amp;B)…</translation>
    </message>
    <message>
        <source>Insert &amp;merge…</source>
        <translation>병합 삽입(&amp;M)…</translation>
    </message>
    <message>
        <source>Add an inpu&amp;t…</source>
        <translation>입력 추가(&amp;T)…</translation>
    </message>
    <message>
        <source>Wei&amp;ght order…</source>
        <translation>가중치 순서(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>이름 바꾸기(&amp;R)…</translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>제거(&amp;V)</translation>
    </message>
    <message>
        <source>Wrap the la&amp;yer in…</source>
        <translation>레이어를 래퍼로 감싸기(&amp;Y)…</translation>
    </message>
</context>
<context>
    <name>lw::ui::Words</name>
    <message>
        <source>Sequential model</source>
        <translation>순차 모델</translation>
    </message>
    <message>
        <source>Functional model</source>
        <translation>함수형 모델</translation>
    </message>
    <message>
        <source>Subclassed model</source>
        <translation>서브클래싱 모델</translation>
    </message>
    <message>
        <source>Operator graph</source>
        <translation>연산 그래프</translation>
    </message>
    <message>
        <source>Weights only</source>
        <translation>가중치 전용</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>핵심</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>합성곱</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>풀링</translation>
    </message>
    <message>
        <source>Recurrent</source>
        <translation>순환</translation>
    </message>
    <message>
        <source>Normalization</source>
        <translation>정규화</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>활성화</translation>
    </message>
    <message>
        <source>Merging</source>
        <translation>병합</translation>
    </message>
    <message>
        <source>Reshaping</source>
        <translation>형상 변경</translation>
    </message>
    <message>
        <source>Regularization</source>
        <translation>규제</translation>
    </message>
    <message>
        <source>Preprocessing</source>
        <translation>전처리</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>임베딩</translation>
    </message>
    <message>
        <source>Wrapper</source>
        <translation>래퍼</translation>
    </message>
    <message>
        <source>Nested model</source>
        <translation>중첩 모델</translation>
    </message>
    <message>
        <source>Custom or unknown</source>
        <translation>사용자 정의 또는 알 수 없음</translation>
    </message>
    <message>
        <source>Keras HDF5 file</source>
        <translation>Keras HDF5 파일</translation>
    </message>
    <message>
        <source>Keras HDF5 weights</source>
        <translation>Keras HDF5 가중치</translation>
    </message>
    <message>
        <source>Keras 3 file</source>
        <translation>Keras 3 파일</translation>
    </message>
    <message>
        <source>Keras 3 weights</source>
        <translation>Keras 3 가중치</translation>
    </message>
    <message>
        <source>SavedModel folder</source>
        <translation>SavedModel 폴더</translation>
    </message>
    <message>
        <source>TensorFlow checkpoint</source>
        <translation>TensorFlow 체크포인트</translation>
    </message>
    <message>
        <source>Architecture JSON</source>
        <translation>아키텍처 JSON</translation>
    </message>
    <message>
        <source>safetensors weights</source>
        <translation>safetensors 가중치</translation>
    </message>
    <message>
        <source>NumPy archive</source>
        <translation>NumPy 아카이브</translation>
    </message>
</context>
</TS>
